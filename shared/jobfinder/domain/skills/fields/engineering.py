"""Engineering beside software: drawings, machines, materials, plants, buildings, laboratories."""

TOOLS = {
    "Engineering tools": """
        AutoCAD | auto cad, autocad lt
        SolidWorks | solid works
        CATIA | catia v5
        Siemens NX | nx cad, unigraphics
        PTC Creo | creo parametric, pro/engineer
        Autodesk Inventor
        Autodesk Fusion 360 | fusion 360
        Onshape
        Solid Edge
        Autodesk Revit | revit
        Navisworks
        ArchiCAD
        Civil 3D | autocad civil 3d
        Tekla Structures | tekla
        Vectorworks
        Bentley MicroStation | microstation
        OpenRoads
        STAAD.Pro | staad pro
        SAP2000 | etabs
        Robot Structural Analysis
        ANSYS | ansys fluent, ansys workbench
        Abaqus
        Nastran | msc nastran, hypermesh, hyperworks
        COMSOL | comsol multiphysics
        OpenFOAM
        STAR-CCM+ | star ccm
        LS-DYNA
        Adams multibody | msc adams
        Modelica | dymola
        Aspen Plus | aspen hysys, hysys
        AVEVA E3D | pdms
        SmartPlant 3D
        Mastercam
        GibbsCAM
        HyperMill
        Teamcenter
        Windchill
        ENOVIA | 3dexperience
        Polyworks
        Zemax | code v optics
        HEC-RAS
        EPANET
        Petrel | schlumberger petrel
        Bluebeam | bluebeam revu
        IES VE
        EnergyPlus
        LEED | breeam
        Leica Cyclone
        Arena simulation
        AnyLogic
        Plant Simulation
        FlexSim
    """,
    "Engineering standards": """
        GD&T | geometric dimensioning and tolerancing
        ISO 9001
        ISO 13485
        ISO 14001
        ISO 45001
        ISO 17025
        IATF 16949
        AS9100
        ASME codes | asme y14.5, asme section ix, asme b31.3
        API 570 | api 510, api 653
        Eurocodes | eurocode
        CE marking
        ATEX
        Machinery Directive
        IEC 60601
        ISO 14971
        IEC 62304
        FDA 21 CFR Part 11 | 21 cfr part 820, 21 cfr part 11
        =GMP | =cGMP, good manufacturing practice, good manufacturing practices
        ~GLP | good laboratory practice
        GCP clinical | good clinical practice, ich-gcp, ich gcp
        =GxP
        HACCP
        -REACH regulation | rohs
        NEC electrical code | national electrical code
    """,
}

SUBJECTS = {
    "Engineering": """
        ~CAD | computer-aided design, cad software, cad design, cad drawings, 3d cad, 2d cad, cad/cam
        CAM | computer-aided manufacturing, cam programming
        Mechanical engineering | mechanical design
        Civil engineering
        Structural engineering | structural analysis, structural design
        Geotechnical engineering
        Chemical engineering | process engineering
        Aerospace engineering | aeronautical engineering
        Automotive engineering
        Biomedical engineering | medical devices, medical device
        Environmental engineering
        Industrial engineering
        Materials science | materials engineering, metallurgy
        Nuclear engineering
        Marine engineering | naval architecture
        Mining engineering
        Petroleum engineering | reservoir engineering
        Systems engineering | model-based systems engineering, =MBSE
        Manufacturing engineering | production engineering
        Mechatronics
        Finite element analysis | =FEA, =FEM, finite element method
        Computational fluid dynamics | =CFD
        Thermodynamics | heat transfer
        Fluid mechanics | fluid dynamics
        Hydraulics | hydraulic systems
        Pneumatics | pneumatic systems
        Vibration analysis | modal analysis
        ~Acoustics | =NVH
        Tolerance analysis
        Design for manufacturing | design for manufacture, dfma, =DFM
        Additive manufacturing | 3d printing
        Injection moulding | injection molding
        Sheet metal design
        Composite materials | composites manufacturing
        Tool design | tool and die, mould design, mold design
        =BIM | building information modeling, building information modelling
        Quantity surveying | cost estimation, construction estimating
        Land surveying | topographic surveying
        HVAC design
        Piping design | p&id, piping engineering
        Water treatment | wastewater treatment
        Renewable energy | solar energy, wind energy, photovoltaics
        Energy efficiency | energy management, energy auditing
        ~Hydrology
        Transport planning | traffic engineering
        Lean manufacturing | lean production, kaizen, 5s methodology, value stream mapping
        Total productive maintenance
        Quality management | quality control, quality management systems, =QMS
        Statistical process control | =SPC
        Root cause analysis | 8d report, 5 whys
        Production planning | production scheduling
        Process safety | hazop
        Occupational safety | occupational health and safety, workplace safety, =EHS, =HSE, =OSHA
        Failure analysis
        Technical drawing | engineering drawings, blueprint reading, reading blueprints, technical drawings
        ~Commissioning
        Predictive maintenance | condition monitoring
    """,
    "Laboratory": """
        =PCR | qpcr
        Cell culture
        ELISA
        Western blot | western blotting
        Flow cytometry
        CRISPR | gene editing
        Next-generation sequencing | =NGS, dna sequencing
        Chromatography | hplc, gas chromatography, lc-ms
        Mass spectrometry
        Spectroscopy | nmr spectroscopy, ftir
        Microscopy | electron microscopy
        Microbiology
        Molecular biology
        Immunology
        Protein purification
        Analytical chemistry
        Organic chemistry | organic synthesis
        Clinical trials | clinical research, clinical trial management
        Pharmacology
        Toxicology
        Drug discovery
        Pharmacovigilance | drug safety
        Regulatory affairs
        Laboratory information systems | =LIMS, laboratory information management
        Histology
        Pipetting
        Method validation | analytical method validation
    """,
}
