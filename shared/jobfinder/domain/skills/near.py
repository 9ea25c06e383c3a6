"""Which skills are near each other: knowing one of a line is worth part of the others on it."""

GROUPS = """
React, Vue.js, Angular, Svelte, Preact, Solid.js
React, Next.js, React Native
Vue.js, Nuxt
Svelte, Astro
Angular, AngularJS
Redux, MobX, Zustand, Vuex, NgRx
JavaScript, TypeScript
Java, Kotlin, C#
Java, Scala, Groovy
C, C++
C++, Rust
Go, Rust
Swift, Objective-C
Kotlin, Swift
Ruby, Python
Python, R, Julia
Elixir, Erlang
Clojure, Lisp
Haskell, OCaml, F#, Scala, Elm, PureScript
C#, F#, .NET, ASP.NET
Visual Basic, VBA
Perl, Bash, AWK
Bash, PowerShell
Fortran, MATLAB
MATLAB, Simulink, GNU Octave
Solidity, Vyper, Ethereum, Smart contracts
Node.js, Deno, Bun
Express, NestJS, Fastify, Koa
Django, Flask, FastAPI
Ruby on Rails, Django, Laravel, Symfony
Spring, Spring Boot, Quarkus, Micronaut
Hibernate, JPA
Laravel, Symfony, CodeIgniter, Yii, CakePHP
REST, GraphQL, gRPC, OpenAPI
SOAP, REST
Protocol Buffers, gRPC, Apache Thrift, Apache Avro
React Native, Flutter, Ionic, Xamarin
iOS, Swift, SwiftUI, UIKit
Android, Kotlin, Jetpack Compose
Sass, CSS, Less
Tailwind CSS, Bootstrap
HTML, CSS
Web accessibility, Accessible design
Selenium, Playwright, Cypress, Puppeteer
Jest, Mocha, Jasmine, Vitest
pytest, unittest
JUnit, TestNG
JMeter, Gatling, k6, Locust load testing, LoadRunner
Unit testing, Test-driven development
Integration testing, End-to-end testing
Quality assurance, Test automation, Manual testing
Git, GitHub, GitLab, Bitbucket
SVN, Mercurial, Perforce
Maven, Gradle
CMake, Make, Bazel
npm, Yarn, pnpm
Webpack, Vite, Rollup.js, esbuild
Unity, Unreal Engine, Godot
OpenGL, Vulkan, DirectX, WebGL
Linux, Unix, Ubuntu, Debian, Red Hat Enterprise Linux, CentOS
VMware, Hyper-V, Proxmox, KVM
SQL, PostgreSQL, MySQL, Microsoft SQL Server, Oracle Database, MariaDB, SQLite
T-SQL, Microsoft SQL Server, PL/SQL
PL/SQL, Oracle Database
Relational databases, SQL
NoSQL, MongoDB, Cassandra, DynamoDB, Couchbase
Redis, Memcached
Elasticsearch, OpenSearch, Apache Solr
Neo4j, Amazon Neptune, Graph databases
Pinecone, Weaviate, Milvus, Qdrant, pgvector, Vector databases
InfluxDB, TimescaleDB, Time-series databases
Snowflake, Google BigQuery, Amazon Redshift, Azure Synapse, Databricks
Data warehousing, Data modelling
Delta Lake, Apache Iceberg, Apache Hudi
Apache Kafka, Amazon Kinesis, Google Pub/Sub, RabbitMQ, Apache Pulsar
RabbitMQ, ActiveMQ, IBM MQ
Apache Spark, Apache Flink, Databricks, Apache Hadoop
Apache Flink, Stream processing, Apache Beam
Apache Airflow, Dagster, Prefect
ETL, Data pipelines, Data engineering
Informatica, Talend, SSIS, Azure Data Factory
Fivetran, Airbyte
Tableau, Power BI, Looker, Qlik
Business intelligence, Data visualisation, Dashboarding
Grafana, Kibana
Google Analytics, Adobe Analytics, Web analytics
Mixpanel, Amplitude, Product analytics
Excel, Google Sheets
SPSS, Stata, SAS, R
pandas, Polars, NumPy
Matplotlib, Seaborn, Plotly
QGIS, ArcGIS, Geographic information systems
Statistics, Regression analysis, Bayesian statistics
A/B testing, Hypothesis testing, Experimental design
Data science, Machine learning
Machine learning, Deep learning, Artificial intelligence
TensorFlow, PyTorch, Keras, JAX
scikit-learn, XGBoost, LightGBM
MLflow, Kubeflow, MLOps, Weights & Biases
Amazon SageMaker, Vertex AI, Azure Machine Learning
Large language models, Generative AI, Prompt engineering, Retrieval-augmented generation
LangChain, LlamaIndex
Natural language processing, Large language models
Computer vision, Image processing, OpenCV
AWS, Azure, Google Cloud
Amazon S3, Google Cloud Storage, Azure Blob Storage
AWS Lambda, Azure Functions, Google Cloud Functions, Serverless
Amazon EKS, Azure Kubernetes Service, Google Kubernetes Engine, Kubernetes
Kubernetes, Docker, OpenShift, HashiCorp Nomad
Amazon ECS, Kubernetes
Docker, Containerisation
Helm, Kustomize
Terraform, Pulumi, AWS CloudFormation, AWS CDK, Bicep, Infrastructure as code
Ansible, Chef, Puppet, SaltStack, Configuration management
Jenkins, GitHub Actions, GitLab CI, CircleCI, Azure DevOps, TeamCity, CI/CD
Argo CD, Flux CD, GitOps
Prometheus, Datadog, New Relic, Dynatrace, Observability
Splunk, Elasticsearch, Graylog
NGINX, Apache HTTP Server, HAProxy, Traefik
Site reliability engineering, DevOps, Platform engineering
Cisco, Juniper Networks, Arista
CCNA, CCNP, Networking
Palo Alto Networks, Fortinet, Check Point firewalls
Penetration testing, Red teaming, Vulnerability management
Burp Suite, OWASP ZAP
Nessus, Qualys, Rapid7
SIEM, Splunk, Microsoft Sentinel, IBM QRadar
CrowdStrike, SentinelOne, Microsoft Defender
Okta, Auth0, Keycloak, Identity and access management
OAuth, SAML, Single sign-on
ISO 27001, SOC 2, NIST CSF
CISSP, CISM
Cybersecurity, Security engineering, Application security, Cloud security
Figma, Sketch, Adobe XD
UX design, UI design, Product design, Interaction design
UX research, Usability testing
Adobe Illustrator, Affinity Designer, CorelDRAW
Adobe Photoshop, GIMP, Affinity Designer
Adobe Premiere Pro, Final Cut Pro, DaVinci Resolve
Autodesk Maya, 3ds Max, Blender, Cinema 4D
Graphic design, Visual design
Agile, Scrum, Kanban
Jira, Trello, Asana, Linear
Product management, Product strategy, Product owner practice
Project management, Programme management
PMP, PRINCE2
Google Ads, Meta Ads, Microsoft Advertising
Search engine marketing, Search engine optimisation
HubSpot, Marketo, Pardot
Salesforce, HubSpot, Microsoft Dynamics 365, CRM
VHDL, Verilog, SystemVerilog
FPGA, ASIC design, Digital design
Altium Designer, KiCad, Eagle PCB, OrCAD
FreeRTOS, Zephyr RTOS, VxWorks, QNX, Real-time operating systems
STM32, ESP32, Microcontrollers
Embedded systems, Embedded software, Firmware development
Siemens TIA Portal, Allen-Bradley, CODESYS, PLC programming
AutoCAD, SolidWorks, CATIA, Siemens NX, PTC Creo, Autodesk Inventor
Autodesk Revit, ArchiCAD, BIM
ANSYS, Abaqus, Nastran, Finite element analysis
SAP, Oracle ERP, Microsoft Dynamics 365, NetSuite
QuickBooks, Xero, Sage accounting
IFRS, US GAAP
CPA, ACCA, CIMA
Financial analysis, Financial modelling, Budgeting
Workday, SAP SuccessFactors, Oracle HCM
Epic EHR, Cerner, Meditech
MIG welding, TIG welding, Stick welding, Welding
CNC machining, Milling machines, Lathe operation
"""
