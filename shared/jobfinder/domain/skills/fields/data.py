"""Data: databases, pipelines, warehouses, dashboards, and the methods of analysis."""

TOOLS = {
    "Databases": """
        PostgreSQL | postgres, psql, pgsql, postgre, postgres sql
        MySQL | my sql
        MariaDB
        SQLite
        Microsoft SQL Server | sql server, mssql, ms sql, ms sql server, azure sql
        T-SQL | tsql, transact-sql
        PL/SQL | plsql
        Oracle Database | oracle db, oracle sql, oracle 19c, oracle rdbms, oracle 12c
        ~Oracle
        IBM Db2 | db2
        MongoDB | mongo, mongo db, mongodb atlas
        Redis
        Memcached
        Cassandra | apache cassandra, scylladb
        DynamoDB | dynamo db, amazon dynamodb, aws dynamodb
        CouchDB
        Couchbase
        Neo4j | cypher query language
        ArangoDB
        JanusGraph
        TigerGraph
        Amazon Neptune
        InfluxDB
        TimescaleDB
        ClickHouse
        Apache Druid
        Apache Pinot
        QuestDB
        Elasticsearch | elastic search, elk stack, elk, elastic stack
        OpenSearch
        Apache Solr | solr
        Apache Lucene | lucene
        Meilisearch
        Typesense
        CockroachDB | cockroach db
        YugabyteDB
        TiDB
        Google Spanner | cloud spanner
        Amazon Aurora | aurora postgresql, aurora mysql, aws aurora
        Amazon RDS | aws rds, =RDS
        Azure Cosmos DB | cosmos db, cosmosdb
        Firestore | cloud firestore, firebase realtime database
        Supabase
        PlanetScale
        Neon Postgres
        Sybase | sap ase
        SAP HANA | s/4 hana database, hana db
        Teradata
        Netezza
        Vertica
        Greenplum
        Exasol
        SingleStore | memsql
        VoltDB
        RocksDB | leveldb
        HBase | apache hbase
        Apache Kudu
        etcd
        RethinkDB
        Google Cloud SQL | cloud sql
        Google Cloud Bigtable | bigtable, cloud bigtable
        Google Cloud Datastore | cloud datastore
        Redis Cloud | redis enterprise
        SPARQL | rdf, rdf triple store
        Berkeley DB
        DuckDB
        Informix
        Firebird database
        FileMaker | filemaker pro
        Microsoft Access | ms access, access database, ~~Access
        ! access control, access to
        Pinecone
        Weaviate
        Milvus
        Qdrant
        Chroma vector database | chromadb
        pgvector
        FAISS
        PostGIS
        Liquibase
        Flyway | flyway migrations
        pgAdmin | dbeaver
        Aerospike
        Hazelcast
        Apache Ignite
        RavenDB
        EventStoreDB
        Snowflake | snowflake data cloud, snowpark
        Google BigQuery | bigquery, big query
        Amazon Redshift | redshift, aws redshift
        Azure Synapse | synapse analytics
        Databricks | azure databricks, databricks sql
        Delta Lake
        Apache Iceberg | iceberg tables
        Apache Hudi
        MotherDuck
        Firebolt
        Dremio
        Starburst
    """,
    "Data engineering tools": """
        Apache Spark | pyspark, spark sql, spark streaming, ~Spark, databricks spark
        ! spark joy, spark innovation, spark conversation, spark curiosity
        Apache Hadoop | hadoop, hdfs, mapreduce
        Apache Hive | hiveql, ~Hive
        Apache Pig
        Apache Impala
        Presto | prestodb, presto sql
        Trino
        Apache Kafka | kafka, kafka streams, confluent, kafka connect, ksqldb
        Amazon Kinesis | kinesis, aws kinesis
        Google Pub/Sub | cloud pub/sub, gcp pub/sub, google cloud pub/sub, pub/sub
        RabbitMQ | rabbit mq
        ActiveMQ
        Apache Pulsar
        NATS messaging | nats.io, nats jetstream
        ZeroMQ
        IBM MQ | mq series, websphere mq
        Redpanda
        Apache Flink | flink
        Apache Beam
        Google Dataflow | cloud dataflow
        Apache Storm
        Apache NiFi | nifi
        Apache Airflow | airflow
        Dagster
        ~~Prefect | prefect.io
        Luigi workflows
        Argo Workflows
        dbt | dbt core, dbt cloud, data build tool
        ~~Fivetran | fivetran connectors
        Airbyte
        Stitch Data
        Meltano
        Matillion
        Talend
        ~~Informatica | informatica powercenter, iics, powercenter
        SSIS | sql server integration services
        SSRS | sql server reporting services
        SSAS | sql server analysis services
        Azure Data Factory | =ADF
        AWS Glue
        Amazon Athena | aws athena, athena sql
        Amazon EMR | aws emr
        AWS Lake Formation
        Google Dataproc
        Microsoft Fabric
        IBM DataStage | datastage
        Oracle Data Integrator | =ODI
        SAP BW | sap bw/4hana, sap business warehouse
        Ab Initio
        Pentaho | kettle pdi
        Apache Avro | avro
        Apache Parquet | parquet
        Apache Arrow
        Apache Zookeeper | zookeeper
        Apache Sqoop | sqoop
        Cloudera | hortonworks
        Debezium | change data capture
        Great Expectations
        Monte Carlo data observability
        Soda data quality
        Apache Atlas
        Collibra
        Alation
        DataHub
        Unity Catalog
        Census reverse ETL
        Hightouch
        RudderStack
        Segment CDP | segment.io, ~~Segment
        mParticle
        Snowplow Analytics
        Kestra
        SQLMesh
        Dask
        ~~Ray | ray.io, ray serve
        Polars
        StreamSets
    """,
    "Analytics tools": """
        =Tableau | tableau desktop, tableau server, tableau prep
        ! tableau de bord, tableau de bords
        Power BI | powerbi, microsoft power bi, =DAX, power query
        Looker | lookml, looker studio, google data studio
        Qlik | qlikview, qlik sense, qliksense
        MicroStrategy
        SAP BusinessObjects | business objects, sap bo
        IBM Cognos | cognos
        Sisense
        Domo BI
        Metabase
        Apache Superset
        Redash
        Mode Analytics
        Sigma Computing
        ThoughtSpot
        Grafana
        Kibana
        Google Analytics | ga4, google analytics 4, universal analytics
        Adobe Analytics | omniture
        ~Amplitude | amplitude analytics
        Mixpanel
        Heap Analytics
        Hotjar
        FullStory
        Pendo | pendo.io
        PostHog
        Matomo
        Google Tag Manager | =GTM container
        Google Sheets
        ~Excel | microsoft excel, ms excel, advanced excel, excel pivot table, pivot tables, vlookup
        ! excel at, excel within, excel together
        Alteryx
        KNIME
        RapidMiner
        SPSS | ibm spss
        Stata
        =SAS | sas programming, base sas, sas studio, sas enterprise guide
        =EViews
        Minitab
        JMP statistics
        GraphPad Prism
        Jupyter | jupyter notebook, jupyterlab, ipython
        Google Colab
        RStudio Connect | r markdown, quarto
        tidyverse | dplyr, ggplot2
        Shiny for R
        pandas
        NumPy
        SciPy
        Matplotlib
        Seaborn
        Plotly | plotly dash
        Streamlit
        Gradio
        Bokeh
        statsmodels
        MATLAB
        Simulink
        GNU Octave
        Maple software
        Origin software | originpro
        QGIS
        ArcGIS | arcmap, arcgis pro, esri
        Google Earth Engine
        Tableau CRM | einstein analytics
        Optimizely experimentation
        Eppo
        Statsig
        NVivo
        Qualtrics
        SurveyMonkey
        Bloomberg Terminal | ~Bloomberg
        FactSet
        Refinitiv Eikon | thomson reuters eikon
        Capital IQ | s&p capital iq, capiq
        PitchBook
    """,
}

SUBJECTS = {
    "Data practices": """
        Data engineering
        Data analysis | data analytics, exploratory data analysis
        Data science
        Data modelling | data modeling, dimensional modeling, star schema, data vault, snowflake schema, kimball
        Data warehousing | data warehouse, =DWH, enterprise data warehouse
        Data lake | lakehouse, data lakes, data lakehouse
        Data mesh
        Data pipelines | data pipeline
        ETL | etl/elt, extract transform load
        Data integration
        Data migration
        Data governance | data stewardship
        Data quality | data cleaning, data cleansing
        Data catalogues | data catalog, data lineage, metadata management
        Master data management | =MDM
        Data architecture
        Data visualisation | data visualization, dataviz, data storytelling
        Business intelligence | =BI
        Dashboarding | dashboard development, dashboard design
        Big data
        Stream processing | real-time data processing, streaming data, event streaming
        Batch processing
        Database administration | ~DBA, dba skills, database management
        Database design | relational database design
        Relational databases | relational database, rdbms
        NoSQL | no sql, nosql database
        Graph databases | graph database, knowledge graph
        Vector databases | vector database, vector search
        Time-series databases
        Query optimisation | query optimization, sql tuning, query tuning, database tuning, performance tuning sql
        Database replication | sharding
        Statistics | statistical analysis, statistical modeling, statistical modelling, applied statistics
        Bayesian statistics | bayesian inference, bayesian modeling
        Regression analysis | linear regression, logistic regression
        Hypothesis testing | statistical testing
        A/B testing | ab testing, split testing, online experimentation, a/b test
        Experimental design | design of experiments
        Causal inference
        Econometrics
        Forecasting | demand forecasting, time series forecasting
        Time series analysis | time series
        Survival analysis
        Quantitative research | quantitative analysis, quantitative finance
        Operations research | linear programming, mathematical optimization, mathematical optimisation
        Data mining
        Text mining
        Web analytics | digital analytics
        Product analytics
        Marketing analytics | marketing mix modeling, attribution modeling
        People analytics
        Predictive analytics | predictive modeling, predictive modelling
        Data privacy | data protection
        Geographic information systems | =GIS, remote sensing, cartography
        Survey design | survey research
        Biostatistics
        Actuarial science | actuarial
        Monte Carlo simulation
        Linear algebra
        Search relevance | information retrieval, search ranking
    """,
}
