"""Trades and hands: metal, wood, electricity, vehicles, kitchens, fields."""

TOOLS = {
    "Trade certificates": """
        =CDL | commercial driver's license, class a cdl
        Driving licence C | hgv licence, lgv licence, führerschein klasse c, hgv class 1, hgv class 2
        Forklift licence | forklift license, forklift operation, forklift certified, forklift, staplerschein
        OSHA 10 | osha 30
        EPA 608 | epa 608 certification
        ASE certificate | ase certified
        AWS welding certificate | aws d1.1, certified welder
        Gas Safe registration | gas safe registered
        18th Edition wiring | 18th edition, bs 7671
        NVQ electrical installation
        CSCS card | cscs
        SIA licence | sia badge
        NEBOSH
        IOSH
        CPCS card | npors
        Asbestos certificate
        ServSafe | food handler certificate, food hygiene certificate
        Journeyman electrician | master electrician
        FAA A&P licence | a&p license, airframe and powerplant
        EASA Part 66 | easa part-66, easa part 145
        STCW
        IPAF licence | mewp
        Rigging certificate | nccco
        Real estate licence | real estate license
        TWIC card
    """,
    "Machine controls": """
        G-code | g code
        Heidenhain | tnc 640
        Sinumerik
        Haas CNC
        Mazak | mazatrol
        Trumpf
        Caterpillar equipment
        John Deere equipment
    """,
}

SUBJECTS = {
    "Metal and wood": """
        Welding | mig/tig welding, schweißen, soudage
        MIG welding | gmaw, mig/mag welding
        TIG welding | gtaw
        Stick welding | smaw, arc welding
        Flux-cored welding | fcaw
        Brazing
        CNC machining | cnc programming, cnc milling, cnc turning, cnc operation, =CNC
        Milling machines | manual milling
        Lathe operation | turning lathe
        Grinding machines | surface grinding
        Sheet metal work | metal fabrication, metal forming
        Laser cutting | plasma cutting
        Powder coating
        Blacksmithing
        Foundry work | metal casting
        Precision measurement | micrometers, calipers, coordinate measuring machine, cmm measurement
        Carpentry
        Joinery | cabinet making
        Woodworking
        Upholstery
        Locksmithing
    """,
    "Building trades": """
        Electrical installation | electrical wiring, residential wiring
        Electrical troubleshooting
        Plumbing
        Pipefitting | steamfitting
        =HVAC | hvac/r, hvac maintenance, heating ventilation and air conditioning, air conditioning repair
        Refrigeration
        Gas fitting
        Roofing
        Masonry | bricklaying
        Concrete work | concrete finishing
        Plastering | drywall
        Painting and decorating | house painting, spray painting
        ~Tiling
        Flooring installation
        ~Scaffolding
        ~Glazing
        Insulation installation
        Solar panel installation | solar installation, pv installation
        Excavation | excavator operation
        Crane operation
        Heavy equipment operation | heavy machinery, bulldozer operation
        Road construction | asphalt paving
        Site management | construction management
        Demolition work
        Fire protection systems | fire alarm systems, sprinkler systems
        Elevator maintenance | lift maintenance
        Landscaping | gardening
        Arboriculture
        Facilities management | facility management, building maintenance
        Cleaning services | commercial cleaning, housekeeping
    """,
    "Vehicles and machines": """
        Vehicle repair | automotive repair, auto mechanics, car mechanics
        Diesel mechanics | diesel engines, diesel engine repair
        Vehicle diagnostics | automotive diagnostics
        Auto body repair | panel beating
        Tyre fitting | tire fitting
        Aircraft maintenance
        Mechanical maintenance | preventive maintenance, machine maintenance
        Machine operation | production line operation
        Machine assembly | mechanical assembly, assembly work
        Truck driving
        Bus driving
        Train driving
        Bicycle repair
        Agricultural machinery
        High-voltage vehicles
    """,
    "Food, hospitality and land": """
        ~Cooking | food preparation, culinary arts
        ~Baking | pastry making
        Butchery
        Barista skills | coffee making
        Bartending | mixology
        Food safety | food hygiene
        Menu planning
        ~Catering
        Table service | waiting tables, silver service
        Front desk operations | hotel reception
        Revenue management hotels | hotel revenue management
        Wine knowledge | sommelier
        Hairdressing | hair styling
        Beauty therapy | cosmetology
        ~Farming | crop production
        Animal husbandry | livestock care
        ~Forestry
        Fishing vessel work
        ~Horticulture
        Viticulture
        ~Tailoring | sewing
        Dry cleaning
        Security guarding | cctv operation
        Lifeguarding
        Firefighting
        Tour guiding
        Flight attendance | cabin crew
    """,
}
