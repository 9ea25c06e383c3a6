"""Security: tools, certificates, and the work of defending and testing systems."""

TOOLS = {
    "Security tools": """
        Burp Suite | burpsuite
        Metasploit
        Nmap
        Nessus | tenable, tenable.io
        Qualys
        Rapid7 | insightvm, nexpose
        Kali Linux
        Snort
        Suricata
        Zeek
        OSSEC | wazuh
        Splunk Enterprise Security
        Microsoft Sentinel | azure sentinel
        IBM QRadar | qradar
        ArcSight
        LogRhythm
        Elastic Security
        Google Chronicle SIEM
        CrowdStrike | crowdstrike falcon
        SentinelOne
        Carbon Black
        Microsoft Defender | defender for endpoint, windows defender
        Cortex XDR | cortex xsoar
        Darktrace
        Trellix
        Sophos
        Trend Micro
        Symantec Endpoint Protection
        Zscaler
        Netskope
        Proofpoint
        Mimecast
        Okta | okta identity
        Auth0
        Keycloak
        Ping Identity | pingfederate
        ForgeRock
        SailPoint
        CyberArk
        BeyondTrust
        Saviynt
        Duo Security
        LDAP | openldap
        SAML | saml 2.0
        OAuth | oauth2, oauth 2.0, openid connect, =OIDC
        Kerberos
        JWT | json web token
        Snyk
        Veracode
        Checkmarx
        Fortify static analysis | micro focus fortify
        Semgrep
        CodeQL
        OWASP ZAP
        Trivy
        Aqua Security
        Wiz cloud security | wiz.io
        Prisma Cloud | twistlock
        Lacework
        Falco
        Open Policy Agent
        Ghidra
        IDA Pro
        OllyDbg | x64dbg
        Volatility forensics
        EnCase
        FTK Imager
        Autopsy forensics
        YARA
        Sigma rules
        MISP
        BloodHound
        Cobalt Strike
        Mimikatz
        Hashcat | john the ripper
        BitSight
        OneTrust
        Vanta
        Drata
        Archer GRC | rsa archer
        Yubikey
        1Password
        Nikto | sqlmap
        Maltego
        HackerOne | bugcrowd
    """,
    "Security certificates": """
        CISSP
        CISM
        =CISA
        CRISC
        CCSP
        CEH | certified ethical hacker
        =OSCP | offensive security certified professional
        OSCE
        GIAC | gsec, gcih, gcia, gpen, gcfa
        CompTIA Security+ | security+
        CompTIA A+ | comptia a plus
        CompTIA CySA+ | cysa+
        SSCP
        CIPP | cipp/e, cipm
        AWS Certified Security
        TISAX
    """,
    "Security standards": """
        ISO 27001 | iso/iec 27001, iso27001
        ISO 22301
        SOC 2 | soc2, soc 2 type ii
        PCI DSS | pci-dss, pci compliance
        NIST CSF | nist, nist cybersecurity framework, nist 800-53
        CIS Benchmarks | cis controls
        FedRAMP
        CMMC
        MITRE ATT&CK | mitre attack, mitre att and ck
        GDPR | general data protection regulation
        HIPAA
        CCPA
        NIS2
        DORA regulation
        Common Criteria
        FIPS 140 | fips 140-2, fips 140-3
        IEC 62443
        ISO 21434 | iso/sae 21434
        BSI Grundschutz | it-grundschutz
        Cyber Essentials
        HITRUST
    """,
}

SUBJECTS = {
    "Security practices": """
        Cybersecurity | cyber security, information security, infosec, it security, it-sicherheit, cyber defence
        Penetration testing | pen testing, pentesting, pentest, pen test, ethical hacking
        Vulnerability management | vulnerability assessment, vulnerability scanning
        Threat modelling | threat modeling
        Threat intelligence | cyber threat intelligence
        Threat hunting
        Security operations | security operations center, security operations centre, soc analyst
        SIEM | security information and event management
        SOAR platforms | security orchestration
        Endpoint detection and response | =EDR, =XDR
        Incident response | security incident response
        Digital forensics | computer forensics, =DFIR
        Malware analysis
        Reverse engineering
        Application security | =AppSec, appsec, secure coding, secure software development
        Cloud security
        Identity and access management | =IAM, identity management, access management
        Privileged access management | =PAM
        Single sign-on | =SSO
        Multi-factor authentication | =MFA, two-factor authentication
        Zero trust | zero-trust architecture, zero trust network
        Cryptography | encryption, applied cryptography
        Public key infrastructure | =PKI
        Red teaming | red team
        Blue teaming | blue team, purple team
        Data loss prevention | =DLP
        Intrusion detection | intrusion prevention, =IDS/IPS
        Web application firewalls | =WAF, web application firewall
        Security auditing | security audit, it audit
        Security awareness training
        Governance risk and compliance | =GRC, governance risk compliance
        IT risk management | cyber risk
        Static code analysis | =SAST, =DAST, static analysis
        Software supply chain security | =SBOM, software bill of materials
        Security architecture
        Security engineering
        Bug bounty
        Exploit development
        Fuzz testing | fuzzing
        Social engineering testing | phishing simulation
        OT security | ics security, scada security
        Physical security
        Fraud prevention
        Privacy engineering
        Hardware security | secure boot, hardware security module
    """,
}
