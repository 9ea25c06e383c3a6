"""Cloud, containers, delivery, networks, and keeping systems up."""

TOOLS = {
    "Cloud platforms": """
        AWS | amazon web services, amazon aws, aws cloud
        Azure | microsoft azure, ms azure, azure cloud
        Google Cloud | gcp, google cloud platform, google compute engine
        Oracle Cloud | =OCI, oracle cloud infrastructure
        IBM Cloud | softlayer
        Alibaba Cloud | aliyun
        DigitalOcean | digital ocean
        Hetzner
        OVHcloud | ovh
        Linode
        Heroku
        Vercel
        Netlify
        Cloudflare | cloudflare workers
        Fastly
        Akamai
        Render.com
        Fly.io
        Railway.app
        OpenStack
        Cloud Foundry | pivotal cloud foundry
        Amazon EC2 | ec2, aws ec2
        Amazon S3 | s3, aws s3
        AWS Lambda | lambda functions, ~Lambda
        Amazon ECS | =ECS, aws ecs, aws fargate, fargate
        Amazon EKS | =EKS, aws eks
        Amazon SQS | =SQS, aws sqs
        Amazon SNS | =SNS, aws sns
        Amazon EventBridge | eventbridge
        AWS Step Functions | step functions
        Amazon API Gateway | aws api gateway, api gateway
        Amazon CloudWatch | cloudwatch
        AWS CloudFormation | cloudformation
        AWS CDK | cloud development kit
        AWS IAM
        AWS SAM
        Amazon VPC | =VPC
        Amazon Route 53 | route53
        Amazon CloudFront | cloudfront
        AWS CodePipeline | codepipeline, codebuild
        Amazon Cognito
        Amazon SES
        Amazon EBS
        Amazon Kinesis Firehose | kinesis firehose, kinesis data firehose
        AWS CodeDeploy | codecommit
        AWS Elastic Load Balancing | elastic load balancer, =ELB
        AWS Direct Connect
        AWS OpsWorks
        Let's Encrypt
        LXC | lxd
        Amazon Connect
        AWS Amplify
        AWS Elastic Beanstalk | elastic beanstalk
        AWS Control Tower
        Amazon ElastiCache | elasticache
        Azure Functions
        Azure DevOps | azure pipelines, vsts, tfs, azure devops server
        Azure Kubernetes Service | =AKS
        Azure App Service
        Azure Logic Apps | logic apps
        Azure Service Bus
        Azure Event Hubs | event hub
        Azure Blob Storage
        Azure Key Vault
        Azure Virtual Desktop
        Bicep | azure bicep, arm templates
        Google Kubernetes Engine | =GKE
        Google Cloud Run | cloud run
        Google Cloud Functions | cloud functions
        Google App Engine | app engine
        Google Cloud Storage | ~GCS
        Google Cloud DNS
        Google Memorystore
        Google Cloud Build | cloud build
        Google Cloud Vision | cloud vision api
        Google Workspace | g suite, gsuite
        Microsoft 365 | office 365, o365, m365
        Salesforce Heroku Platform
    """,
    "Infrastructure tools": """
        Docker | docker compose, docker swarm, docker-compose, dockerfile
        Kubernetes | k8s, kubectl, k3s
        Helm | helm charts, helm chart
        ! at the helm, the helm of
        Kustomize
        Istio
        Linkerd
        Envoy Proxy | envoy
        OpenShift | red hat openshift
        Rancher
        Amazon ECR
        containerd | podman
        HashiCorp Nomad
        Terraform | terragrunt, opentofu, terraform cloud
        Pulumi
        Crossplane
        Ansible | ansible tower, awx, ansible playbook
        ~~Chef | chef infra, chef cookbooks, opscode chef
        ! sous chef, head chef, executive chef, pastry chef, chef de partie, private chef
        ~~Puppet | puppet enterprise, puppet labs
        SaltStack | salt stack
        ~~Vagrant | hashicorp vagrant
        ~Packer | hashicorp packer
        Consul | hashicorp consul
        ! consul general
        HashiCorp Vault | ~Vault
        Jenkins | jenkins pipeline
        GitHub Actions
        GitLab CI | gitlab ci/cd, gitlab-ci, gitlab pipelines
        CircleCI | circle ci
        Travis CI | travisci
        TeamCity
        ~Bamboo | atlassian bamboo
        Buildkite
        Drone CI
        Argo CD | argocd
        Flux CD | fluxcd
        Spinnaker
        Octopus Deploy
        Tekton
        Harness.io
        GoCD
        Semaphore CI
        Bitrise
        AppVeyor
        Apache Mesos | dc/os
        Uptime Robot | pingdom, statuscake
        Rollbar
        Bugsnag
        LogRocket
        Loggly
        Papertrail logs
        Artifactory | jfrog
        Sonatype Nexus | nexus repository
        Harbor registry
        Prometheus | promql
        Datadog
        New Relic
        Splunk
        Dynatrace
        AppDynamics
        Nagios
        Zabbix
        Icinga
        PRTG
        SolarWinds
        Logstash
        Fluentd | fluent bit
        Graylog
        Grafana Loki
        OpenTelemetry | otel
        Jaeger tracing | zipkin
        Honeycomb.io
        PagerDuty
        Opsgenie
        Statuspage
        NGINX | nginx plus
        Apache HTTP Server | apache web server, apache httpd, apache2
        HAProxy
        Traefik
        Caddy server
        Varnish
        F5 BIG-IP | f5 load balancer, big-ip
        Kong Gateway
        Apigee
        WSO2
        Veeam
        Commvault
        NetApp
        Dell EMC
        Pure Storage
        Ceph
        MinIO
        GlusterFS
        Slurm
        Chaos Monkey | gremlin chaos, litmus chaos
        cert-manager
        Karpenter
        Velero
        Rundeck
        Control-M
        AutoSys
        Octopus Energy Kraken
    """,
    "Networking tools": """
        Cisco | cisco ios, cisco networking, cisco switches, cisco routers
        CCNA
        CCNP
        CCIE
        Juniper Networks | juniper, junos
        Arista
        Meraki | cisco meraki
        Aruba Networks | aruba switches, aruba wireless
        Palo Alto Networks | palo alto firewalls, palo alto firewall, pan-os
        Fortinet | fortigate
        Check Point firewalls | checkpoint firewall
        pfSense | opnsense
        MikroTik
        Ubiquiti | unifi
        =BGP | ospf, eigrp
        MPLS
        SD-WAN | sdwan
        TCP/IP
        =DNS | bind dns
        DHCP
        =HTTP | http/2, http/3, =HTTPS
        =TLS | =SSL, ssl/tls
        IPsec
        SNMP
        ~SIP | sip trunking
        VoIP | voice over ip
        Asterisk PBX
        5G | 5g nr, 5g core
        LTE
        DOCSIS
        Wi-Fi standards | 802.11
        Comptia Network+ | network+
    """,
}

SUBJECTS = {
    "Cloud and delivery": """
        Cloud computing | cloud infrastructure, cloud technologies
        Cloud architecture | cloud-native, cloud native
        Multi-cloud | hybrid cloud
        Cloud migration
        Cloud cost management | finops
        DevOps | dev ops
        DevSecOps
        GitOps
        AIOps
        CI/CD | continuous integration, continuous delivery, continuous deployment, cicd, ci cd pipeline, ci pipeline
        Infrastructure as code | =IaC
        Configuration management
        Containerisation | containerization, container orchestration, containers orchestration
        Virtualisation | virtualization
        Site reliability engineering | =SRE, site reliability
        Platform engineering | internal developer platform
        Observability
        Monitoring and alerting | application monitoring, system monitoring, infrastructure monitoring
        Incident management | incident response management, on-call rotation
        Release management | release engineering
        Load balancing
        Disaster recovery | business continuity
        Backup and recovery | backup management
        Capacity planning
        ~Networking | computer networking, network engineering, network administration, network protocols
        Network security | firewall management, firewalls
        =VPN
        Wireless networking
        Telecommunications | telecom
        Fibre optics | fiber optics, fibre optic, fiber optic
        Data centre operations | data center operations, data center infrastructure
        Storage area networks | storage area network, network attached storage
        Edge computing
        Structured cabling
        Service mesh
        Chaos engineering
    """,
}
