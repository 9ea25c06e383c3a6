"""Health and care: certificates, clinical work, the systems of hospitals."""

TOOLS = {
    "Health systems": """
        Epic EHR | epic systems, epic hyperspace, epic emr
        Cerner | oracle health, cerner millennium
        Meditech
        Allscripts
        athenahealth
        eClinicalWorks
        NextGen Healthcare
        Kareo
        Practice Fusion
        PointClickCare
        SystmOne | emis web
        Dentrix | eaglesoft
        =PACS
        DICOM
        HL7 | hl7 fhir, fhir
        ICD-10 | icd-10-cm, icd 10
        CPT coding | hcpcs
        SNOMED CT
        MedDRA
        Pyxis | omnicell
        CDISC | sdtm
        Medidata Rave
        REDCap
        Argus Safety
    """,
    "Health certificates": """
        Registered nurse | =RN, registered nurse licence, registered nurse license
        Licensed practical nurse | =LPN, =LVN, licensed vocational nurse
        Nurse practitioner | =APRN, family nurse practitioner
        Certified nursing assistant | =CNA
        BLS certificate | =BLS, basic life support
        ACLS certificate | =ACLS, advanced cardiac life support
        PALS certificate | =PALS, pediatric advanced life support
        NRP certificate | neonatal resuscitation program
        CPR certificate | =CPR, cpr certified
        First aid | first aid certificate, first aid at work
        CCRN
        CNOR
        TNCC
        =EMT | emergency medical technician
        Paramedic licence | paramedic license
        NMC registration | nmc pin
        HCPC registration
        Board certified physician | board-certified, =USMLE
        Pharmacy technician certificate | =CPhT
        Registered pharmacist
        Physical therapist licence | physical therapist license
        LCSW | licensed clinical social worker
        BCBA
        Medical coding certificate | certified professional coder
        Phlebotomy | phlebotomist
        Radiologic technologist | =ARRT
        Certified medical assistant
        Registered dental hygienist
        Registered dietitian | =RDN
        Care Certificate
    """,
}

SUBJECTS = {
    "Health care": """
        Nursing | nursing care, krankenpflege
        ! nursing home, nursing homes, skilled nursing facility
        Patient care | direct patient care, bedside care
        Critical care | intensive care, =ICU nursing
        Emergency medicine | emergency nursing, triage nursing
        Perioperative nursing | operating room nursing, scrub nurse
        ~Paediatrics | pediatrics, pediatric nursing, paediatric nursing
        ~Obstetrics | midwifery, labor and delivery
        Oncology | oncology nursing
        Cardiology
        Neurology
        Psychiatry | mental health nursing, psychiatric nursing
        Geriatrics | elderly care, geriatric care, altenpflege
        Palliative care | hospice care
        Wound care
        Medication administration | medication management
        IV therapy | intravenous therapy, venipuncture
        Vital signs | vital signs monitoring
        Infection control | infection prevention
        Ventilator management
        Dialysis | haemodialysis, hemodialysis
        Telehealth | telemedicine
        Case management | care coordination, discharge planning
        Home care | home health care
        Physiotherapy | physical therapy
        Occupational therapy
        Speech therapy | speech-language pathology
        Respiratory therapy
        Radiology | radiography
        Ultrasound imaging | sonography
        =MRI | ct scanning
        ~Anaesthesia | anesthesia
        ~Surgery
        ~Dentistry | dental hygiene
        ~Pharmacy | dispensing medication
        Medical billing | medical coding, revenue cycle management
        Electronic health records | =EHR, =EMR, electronic medical records
        Medical terminology
        Medical writing
        Clinical documentation
        Health informatics | clinical informatics
        Public health | epidemiology
        ~Nutrition | dietetics
        ~Psychology | clinical psychology
        Psychotherapy | counselling therapy, cognitive behavioral therapy, cognitive behavioural therapy
        Social work
        Applied behaviour analysis | applied behavior analysis, autism support
        Substance abuse counselling | substance abuse counseling
        Crisis intervention
        ~Safeguarding | safeguarding children
        Sterilisation | sterile processing, sterilization
        Laboratory medicine | clinical laboratory
        Veterinary medicine | veterinary nursing
        Optometry
        Personal training | strength and conditioning
    """,
}
