"""Product, projects, marketing and the tools people run them with."""

TOOLS = {
    "Work tools": """
        ~~Slack
        Microsoft Teams | ms teams
        ~~Zoom
        Microsoft Office | ms office, office suite, microsoft office suite
        Microsoft Word | ms word, ~~Word
        ! word of mouth, in other words, word of
        PowerPoint | microsoft powerpoint, ms powerpoint, power point
        Microsoft Outlook | ms outlook, ~~Outlook
        ! outlook on
        SharePoint | share point, sharepoint online
        Microsoft Project | ms project, msproject
        Power Automate | microsoft flow
        Power Apps | powerapps, power platform, microsoft power platform
        Microsoft Planner
        OneNote
        Google Docs
        ~~Notion | notion.so
        ~~Linear | linear.app
        Monday.com
        ClickUp
        Airtable
        Basecamp
        Smartsheet
        Wrike
        Aha roadmaps
        Productboard
        Jira Service Management | jira service desk
        Azure DevOps Boards
        Primavera P6 | primavera, oracle primavera
        Procore
        Coda docs
        Zapier
        Make.com automation | integromat
        n8n
        IFTTT
        Loom video
        Calendly
        DocuSign
        Zendesk
        Intercom messenger
        Freshdesk
        Help Scout
        Gorgias
        Gainsight
        ChurnZero
        UiPath
        Automation Anywhere
        Blue Prism
        ARIS process modelling
        BPMN | business process model and notation
        UML | unified modeling language, sysml
        Enterprise Architect | sparx enterprise architect
        ArchiMate
        LibreOffice | openoffice
        Retool
        OutSystems
        Mendix
        Appian
        Pega | pegasystems, pega prpc
        Bubble.io
    """,
    "Marketing tools": """
        HubSpot
        Marketo
        Pardot | marketing cloud account engagement
        Salesforce Marketing Cloud | exacttarget
        Mailchimp
        Klaviyo
        Braze engagement
        Iterable marketing
        Customer.io
        ActiveCampaign
        Eloqua | oracle eloqua
        Google Ads | google adwords, adwords
        Google Search Console
        Google Merchant Center
        Google Marketing Platform | dv360, campaign manager 360, display & video 360
        Meta Ads | facebook ads, facebook ads manager, instagram ads, meta ads manager
        LinkedIn Ads | linkedin campaign manager
        TikTok Ads | tiktok ads manager
        Microsoft Advertising | bing ads
        Amazon Advertising | amazon ads
        The Trade Desk
        Semrush
        Ahrefs
        Moz Pro
        Screaming Frog
        Hootsuite
        Sprout Social
        Buffer social media
        Brandwatch | meltwater
        Unbounce
        VWO
        AppsFlyer
        Branch.io
        Adjust attribution
        Taboola | outbrain
        6sense | demandbase
        Outreach.io
        SalesLoft
        Gong.io
        ZoomInfo
        Apollo.io
        LinkedIn Sales Navigator | sales navigator
        LinkedIn Recruiter
        Drift chat
        Typeform
        Eventbrite
        Substack
        Yoast
        Google Optimize
    """,
}

SUBJECTS = {
    "Product practices": """
        Product management | product ownership
        Product strategy | product vision
        Product roadmaps | product roadmap, roadmapping
        Product discovery | continuous discovery
        Product lifecycle management | =PLM
        Product owner practice | product backlog, backlog management, backlog refinement
        User stories | user story, acceptance criteria
        Requirements engineering | requirements gathering, requirements analysis, requirements management
        Business analysis
        Business process management | =BPM, business process modeling, process modelling, process mapping
        Process improvement | continuous improvement, process optimization, process optimisation
        Project management | it project management
        Programme management | program management
        Portfolio management | project portfolio management
        Agile coaching
        Scrum master practice | certified scrum master
        OKRs | objectives and key results, okr
        Product-market fit
        Market research
        Competitive analysis | competitor analysis
        Pricing strategy | pricing analysis
        Growth hacking | growth marketing
        ~Monetisation | monetization
        Change management
        Stakeholder management
        Risk management
        Resource planning
        Vendor management | supplier management
        Digital transformation
        Customer journey mapping
        Customer success
        Customer support | customer service
        Customer retention
        Knowledge management
    """,
    "Project certificates": """
        PMP | project management professional
        PRINCE2
        CAPM certificate
        PMI-ACP
        Six Sigma | lean six sigma, six sigma green belt, six sigma black belt
        TOGAF
        CBAP
        COBIT
        PSM certificate | professional scrum master
        CSPO | certified scrum product owner
        HERMES project method
        IPMA certificate
    """,
    "Marketing": """
        Digital marketing | online marketing
        Content marketing | content strategy
        Content creation
        Copywriting
        Social media marketing | social media management, smm
        Email marketing
        Search engine marketing | ~SEM, paid search, pay-per-click, =PPC
        Performance marketing | paid media, paid social
        Affiliate marketing
        Influencer marketing
        Brand management | brand strategy
        Product marketing
        Event marketing | event management, event planning
        Marketing automation
        Marketing strategy
        Account-based marketing | =ABM
        Lead generation | demand generation
        Conversion rate optimisation | conversion rate optimization, ~CRO, conversion optimization
        Public relations | =PR manager, media relations
        Corporate communications | internal communications
        Community management
        Media planning | media buying
        Programmatic advertising
        App store optimisation | app store optimization
        Marketing operations
        Field marketing | trade marketing
        Journalism | editorial writing, news writing
        Proofreading | copy editing, copyediting
        ~Translation | interpreting languages, subtitling
        Technical SEO audits
        Podcast production
    """,
}
