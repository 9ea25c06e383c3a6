"""Business: accounting, finance, sales, people, supply, law, and the systems they run on."""

TOOLS = {
    "Business systems": """
        =SAP | sap erp, sap ecc
        SAP S/4HANA | s/4hana, s4hana, s/4 hana, sap s4
        SAP FI/CO | sap fico, sap fi, sap co
        SAP MM
        SAP SD
        SAP PP
        SAP EWM | sap wm
        SAP SuccessFactors | successfactors
        SAP Ariba | ariba
        SAP Concur | concur expense
        SAP Fiori | sapui5, fiori
        SAP BTP | sap business technology platform
        SAP Basis
        SAP IBP
        Oracle ERP | oracle fusion, oracle ebs, oracle e-business suite, oracle financials
        Oracle HCM
        NetSuite | oracle netsuite
        Microsoft Dynamics 365 | dynamics 365, d365, ms dynamics, microsoft dynamics
        Business Central | dynamics nav, navision
        Infor ERP | infor m3, infor ln
        Epicor
        Odoo
        IFS Cloud | ifs applications
        JD Edwards
        PeopleSoft
        Workday | workday hcm, workday financials
        ! workday wednesday, per workday, the workday, hour workday, a workday
        UKG Pro | kronos workforce, ultipro
        ADP payroll | adp workforce now
        BambooHR
        Personio
        Greenhouse ATS
        iCIMS
        Taleo
        Gusto payroll
        Paychex
        Rippling HR
        Salesforce | salesforce crm, sales cloud, service cloud, salesforce lightning, sfdc, salesforce administration
        Salesforce CPQ
        Zoho CRM
        Pipedrive
        SugarCRM
        Siebel
        Microsoft Dynamics CRM
        Veeva | veeva vault, veeva crm
        QuickBooks | quickbooks online
        Xero
        Sage accounting | sage 50, sage intacct, sage x3
        DATEV
        Lexware
        FreshBooks
        BlackLine
        Anaplan
        Workiva
        Hyperion | oracle hyperion, essbase
        OneStream
        Adaptive Insights | workday adaptive planning, adaptive planning
        Tagetik
        Coupa
        Jaggaer
        Kinaxis
        Blue Yonder | jda software
        Manhattan WMS | manhattan associates
        Descartes logistics
        Murex
        Calypso trading
        Charles River IMS
        Aladdin BlackRock
        Temenos | temenos t24
        Finacle
        Guidewire
        Duck Creek
        Yardi
        AppFolio
        LexisNexis
        Westlaw
        iManage
        Relativity e-discovery | relativityone
        Clio legal
        Opera PMS | oracle opera, opera property management
        Amadeus travel | sabre gds, galileo gds
        Toast POS
        Lightspeed POS
        MetaTrader
        TradingView
        SWIFT payments | swift messages, swift messaging, iso 20022
        SEPA
        XBRL
        Incoterms
    """,
    "Business certificates": """
        =CPA | certified public accountant
        =CFA | chartered financial analyst
        ACCA | acca qualified
        =CIMA
        =CMA | certified management accountant
        CIA certificate | certified internal auditor
        FRM certificate | financial risk manager
        CFP | certified financial planner
        Series 7 | finra series 7, series 63, series 66
        SHRM-CP | shrm-scp, shrm certified
        PHR certificate | =SPHR
        CIPD
        CPIM | apics, cscp
        CIPS
        ACAMS | =CAMS certified
        Enrolled Agent
        ACA chartered accountant | icaew
    """,
}

SUBJECTS = {
    "Accounting and finance": """
        Accounting | financial accounting, general ledger, buchhaltung, finanzbuchhaltung, comptabilité
        Bookkeeping
        Management accounting | cost accounting
        IFRS
        US GAAP | gaap
        HGB accounting | =HGB, hgb abschluss
        Accounts payable | accounts receivable
        Financial reporting | financial statements
        Month-end close | month end closing, month-end closing
        Financial analysis | financial planning and analysis, fp&a, financial planning
        Financial modelling | financial modeling, =DCF, discounted cash flow
        Budgeting | budget planning, budget management
        ~Controlling | financial controlling
        ~Treasury | treasury management, cash management, cash flow management
        ~Tax | tax compliance, tax accounting, tax returns, corporate tax
        VAT
        Transfer pricing
        ~Auditing | internal audit, external audit, financial audit
        Sarbanes-Oxley | =SOX, sox compliance
        Internal controls
        Payroll | payroll processing, payroll administration
        Invoicing | billing
        Credit analysis | credit risk
        Market risk
        Financial risk management
        Investment banking
        Mergers and acquisitions | =M&A
        Due diligence
        ~Valuation | business valuation
        Private equity | venture capital
        Asset management | wealth management
        Portfolio analysis
        Equity research
        ~Derivatives | options trading, fixed income
        Algorithmic trading | quantitative trading, algo trading
        Foreign exchange | fx trading
        Anti-money laundering | =AML, =KYC, know your customer, aml/kyc
        Financial regulation | basel iii, mifid ii, solvency ii
        Insurance underwriting | underwriting
        Claims handling | claims management, insurance claims
        Loan processing | mortgage lending
        Revenue recognition | asc 606
        ESG reporting | sustainability reporting, csrd
        Grant writing | grant management
        ~Fundraising
        Investor relations
    """,
    "Sales": """
        ~Sales | b2b sales, b2c sales, inside sales, outside sales, field sales, direct sales
        Business development
        Account management | key account management
        CRM | customer relationship management, crm software, crm systems
        Cold calling | cold outreach
        Sales operations | revenue operations
        Sales enablement
        Sales forecasting | pipeline management
        Solution selling | consultative selling, value selling, meddic, challenger sale, spin selling
        ~Negotiation | contract negotiation
        Presales | pre-sales, sales engineering
        Channel sales | partner management, channel management
        Retail sales | retail operations
        Merchandising | visual merchandising
        Point of sale | pos systems, cash handling
        Telesales | telemarketing
        Upselling | cross-selling
        Bid management | tender management, rfp responses, proposal writing
        Real estate sales | property management
        Category management
    """,
    "People and office": """
        Human resources | hr management, human resource management
        Recruiting | recruitment, talent acquisition, technical recruiting
        Employer branding
        ~Onboarding
        Compensation and benefits | benefits administration
        Performance management
        Employee relations
        Labour law | employment law, labor law, arbeitsrecht
        Learning and development | training delivery
        Organisational development | organizational development
        Workforce planning
        HR information systems | =HRIS
        ~Coaching
        Executive assistance | calendar management, travel coordination
        Office management | office administration
        Data entry
        ~Typing | touch typing
        Minute taking
        Diversity and inclusion programmes
    """,
    "Supply and logistics": """
        Supply chain management | supply chain, =SCM
        Procurement | purchasing, strategic sourcing
        Logistics
        Inventory management | stock management, inventory control
        Warehouse management | =WMS, warehouse management systems, warehousing
        Transport management | fleet management, freight forwarding
        Demand planning
        Order management | order fulfilment, order fulfillment
        Customs clearance | import/export, export control
        Material requirements planning | =MRP
        ERP | erp systems, enterprise resource planning
        Sales and operations planning | =S&OP
        Dangerous goods | hazardous materials, =ADR certificate, hazmat
        Cold chain
        Route planning
        Last-mile delivery
        Kitting | order picking, picking and packing
        =EDI | electronic data interchange
    """,
    "Law": """
        Contract law | contract drafting, contract management
        Corporate law
        Intellectual property | patent law, patents
        ~Litigation
        Legal research
        ~Compliance | regulatory compliance
        Data protection law
        Competition law | antitrust
        Tax law
        Immigration law
        Family law
        Criminal law
        Paralegal work
        Conveyancing
        Legal writing | legal drafting
        ~Arbitration
    """,
    "Teaching": """
        ~Teaching | classroom management, classroom teaching
        Curriculum development | curriculum design, lesson planning
        Special education | special educational needs
        Early childhood education
        ~Tutoring
        English as a second language | =TEFL, =TESOL, =ESL
        E-learning | elearning, lms administration
        Moodle administration
        Educational assessment
        Academic research
        Scientific writing | academic writing
        ~Childcare | child care
        Career guidance
    """,
}
