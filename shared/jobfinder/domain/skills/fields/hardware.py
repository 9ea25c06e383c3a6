"""Hardware: chips, boards, firmware, control, robots, instruments."""

TOOLS = {
    "Embedded platforms": """
        Arduino
        Raspberry Pi
        ARM Cortex | arm cortex-m, =ARM, cortex-m, cortex-a
        STM32
        ESP32 | esp8266
        RISC-V
        AVR microcontrollers
        PIC microcontrollers | microchip pic
        NXP i.MX | nxp s32k
        Nordic nRF | nrf52
        TI MSP430 | texas instruments dsp
        NVIDIA Jetson
        FreeRTOS
        Zephyr RTOS
        VxWorks
        QNX
        ThreadX
        Embedded Linux
        Yocto | yocto project
        Buildroot
        U-Boot
        AUTOSAR | adaptive autosar, classic autosar
        =ROS | ros2, ros 2, robot operating system
        CAN bus | canbus, can fd, canopen, =CANoe, canalyzer
        LIN bus
        FlexRay
        Modbus
        PROFINET | profibus
        EtherCAT
        OPC UA
        I2C | i²c
        SPI bus
        UART | usart
        USB protocol
        PCIe | pci express
        DDR memory
        MIPI
        Bluetooth Low Energy | bluetooth, =BLE
        Zigbee
        LoRaWAN | lora radio
        Z-Wave
        NFC
        RFID
        GPS navigation | gnss
        JTAG
        Keil | keil mdk
        IAR Embedded Workbench
        Lauterbach | trace32
        Renesas
        dSPACE
        MISRA C | misra
        J1939
        UDS diagnostics
        ARINC 429
        MIL-STD-1553
    """,
    "Electronics tools": """
        Altium Designer | altium
        KiCad
        Eagle PCB | autodesk eagle
        OrCAD
        Cadence Allegro | ~Allegro, cadence virtuoso, ~Virtuoso, cadence tools
        Mentor Graphics | mentor xpedition, siemens eda
        Synopsys | design compiler, primetime
        LTspice | pspice, hspice, spice simulation
        Multisim
        VHDL
        Verilog
        SystemVerilog
        SystemC
        =UVM | universal verification methodology
        Xilinx Vivado | vivado, xilinx
        Intel Quartus | quartus, altera
        ModelSim | questasim
        HFSS | ansys hfss
        Keysight ADS
        CST Studio
        LabVIEW
        NI TestStand | teststand
        EPLAN | eplan electric p8
        ETAP
        DIgSILENT PowerFactory | powerfactory
        PSS/E | =PSSE
        PSCAD
        PVsyst
        AutoCAD Electrical
        Oscilloscopes | oscilloscope, logic analyzer, logic analyser, spectrum analyzer
    """,
    "Automation platforms": """
        Siemens TIA Portal | tia portal, step 7, siemens s7, simatic
        Allen-Bradley | rockwell automation, studio 5000, rslogix, controllogix, factorytalk
        Beckhoff | twincat
        CODESYS
        Schneider Electric Unity Pro
        Mitsubishi PLC
        Omron PLC | omron sysmac
        ABB robots | abb robotstudio
        KUKA
        FANUC
        Universal Robots
        Yaskawa
        Ignition SCADA | inductive automation
        WinCC
        Wonderware | aveva
        DeltaV
        Honeywell Experion
        Cognex | halcon vision
        Structured Text | ladder logic, iec 61131
        IEC 61850
        KNX
        BACnet
        DALI lighting
    """,
}

SUBJECTS = {
    "Electronics": """
        Electronics | electronic engineering, electronics engineering, electronic circuits
        Electrical engineering | elektrotechnik
        Circuit design | analog circuit design, analogue circuit design, analog design, mixed-signal design
        PCB design | pcb layout, printed circuit board, pcb
        Schematic capture
        Digital design | rtl design, digital logic, rtl coding
        FPGA | fpga design, fpga development
        ASIC design | asic, vlsi, vlsi design
        System on chip | =SoC, system-on-chip, system on a chip
        Physical design chips | place and route, static timing analysis
        Design verification | functional verification, asic verification
        Design for test | =DFT, design for testability
        Semiconductor processes | semiconductor manufacturing, wafer fabrication, photolithography
        Power electronics | power converters, dc-dc converters
        Power systems | power system analysis, grid integration
        Radio frequency engineering | rf engineering, rf design, =RF
        Antenna design
        Microwave engineering
        Signal processing | digital signal processing, =DSP
        Signal integrity | power integrity
        EMC | electromagnetic compatibility, emc/emi
        Embedded systems | embedded system
        Firmware development | firmware
        Microcontrollers | microcontroller, microcontroller programming, mcu
        Real-time operating systems | =RTOS, real-time operating system, real-time systems
        Device drivers | device driver
        Board bring-up
        Internet of things | iot, iiot, =IoT
        Wireless communication | wireless protocols
        ~Optics | optical engineering, photonics
        ~Lasers | laser systems
        ~Sensors | sensor integration
        Battery technology | battery management systems, battery management system, lithium-ion
        Electric motors | motor control, electric drives
        PLC programming | =PLC, programmable logic controllers, programmable logic controller
        SCADA | =HMI, scada systems
        Industrial automation | automation engineering, process automation
        Control systems | control engineering, pid control, control theory
        Hardware-in-the-loop | hardware in the loop, =HIL testing
        Soldering | smt soldering, ipc-a-610, rework soldering
        Electronics testing | hardware testing, test equipment
        Hardware design | hardware engineering
        Functional safety | iso 26262, iec 61508
        Automotive electronics | automotive spice, aspice
        Avionics | do-178c, do-178, do-254
        Instrumentation | instrument calibration
        Reliability engineering | =FMEA, failure mode and effects analysis
        Drones | unmanned aerial vehicles, uav
        Machine vision
        Semiconductor packaging
    """,
}
