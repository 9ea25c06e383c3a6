"""Programming: languages, back-end frameworks, testing, build and developer tools, and how software is made."""

TOOLS = {
    "Programming languages": """
        Python | python3, python 2, py3, cpython
        JavaScript | js, ecmascript, es6, es2015, vanilla js, java script
        TypeScript | ~TS, type script
        ! ts/sci, ts clearance, active ts
        Java | java se, java ee, j2ee, j2se, jdk, jakarta ee, core java, openjdk, javaee
        C# | csharp, c sharp, visual c#
        C++ | cpp, c plus plus, visual c++
        ~~C | ansi c, c language, c programming, embedded c, c99, c11
        ! vitamin c, series c, c level, c suite, plan c, hepatitis c, class c, category c, c corp, c section
        ~Go | golang, go lang
        ! go to market, go beyond, go live, go above, go ahead
        ! go getter, go public, go green, go further, go the extra mile
        ~Rust | rustlang, rust lang
        ! rust proof, rust proofing, rust free, rust belt, rust removal
        ~~R | r programming, r studio, rstudio, r language, r shiny, rlang
        ! r us, r value
        Ruby | ruby lang
        ! ruby red
        PHP | php7, php8, php5
        ~Swift | swift language, swift programming
        ! swift response, taylor swift
        Kotlin
        ~Scala | scala lang, scala 2, scala 3
        ! la scala
        ~Dart | dart lang
        ~Elixir | elixir lang
        Erlang | erlang otp
        Haskell
        Clojure | clojurescript
        F# | fsharp, f sharp
        OCaml
        ~Julia | julia language, julia lang
        ~Perl | perl 5, perl5
        Lua | luajit
        ~Groovy | apache groovy
        Objective-C | objective c++, objc, obj c
        Visual Basic | vb.net, vb6, visual basic .net
        VBA | visual basic for applications, excel vba, vba macro
        COBOL
        Fortran | fortran 90
        ~Ada | ada 95, ada 2012, spark ada
        Delphi | object pascal, turbo pascal, free pascal
        ~Pascal
        Assembly language | assembler, x86 assembly, arm assembly, assembly programming, assembly code, ~~Assembly
        ! assembly line, general assembly, parliamentary assembly
        Lisp | common lisp, emacs lisp
        ~~Scheme | scheme language
        ~~Racket
        Prolog
        ~Zig | zig lang
        ~~Nim
        ~Crystal | crystal lang
        Haxe
        ~~Apex | salesforce apex, apex class, apex trigger
        ABAP | sap abap, abap oo
        -RPG | rpgle, as/400 rpg, rpg ile, ibm rpg, =RPG/400
        PL/I
        Tcl | tcl/tk
        Smalltalk
        Solidity
        Vyper
        Bash | bash scripting, shell script, shell scripting, unix shell, zsh, bash script
        PowerShell | power shell, pwsh
        AWK | gawk
        ~~D | d language, dlang
        WebAssembly | wasm
        ColdFusion | cfml
        ActionScript
        CoffeeScript
        ~Elm | elm lang
        PureScript
        ReScript | reasonml
        -Gleam | gleam lang
        GDScript
        ~Mojo | mojo lang
        Q# | q sharp
        kdb+ | kdb, q/kdb+
        Wolfram Language | mathematica
        GLSL
        HLSL
        SQL | structured query language
        AppleScript
        AutoHotkey
        Progress OpenEdge | openedge, progress 4gl
        Uniface
        PowerBuilder
        FoxPro | visual foxpro
        Natural ADABAS | adabas
        MUMPS | intersystems cache, objectscript, intersystems iris
        -APL | apl language, apl programming
        Idris
        Agda
        Coq
        Lean theorem prover | lean 4
        TLA+
        Hack language | hacklang
        Starlark
    """,
    "Back-end frameworks": """
        .NET | dotnet, .net core, dot net, .net framework, dotnet core
        ASP.NET | asp.net core, asp.net mvc, asp.net web api, asp .net
        Blazor
        Entity Framework | ef core, entity framework core
        WPF | windows presentation foundation
        WinForms | windows forms
        WCF | windows communication foundation
        SignalR
        NuGet
        LINQ
        Dapper ORM
        Node.js | ~Node, nodejs, node js
        ~~Express | express.js, expressjs, express js
        ! express delivery, express interest, express yourself, american express
        NestJS | nest.js
        Fastify
        Koa | koa.js
        Hapi.js
        Deno
        ~~Bun | bun.js
        Django | django rest framework, drf
        ~Flask | flask-restful
        FastAPI | fast api
        Tornado web | tornado framework
        ~Celery | celery beat, celery worker
        Pydantic
        SQLAlchemy
        asyncio | aiohttp
        Gunicorn | uvicorn
        Ruby on Rails | =Rails, ror, rails api
        Sinatra | sinatra.rb
        Sidekiq
        ~~Spring | spring framework, spring mvc, spring security, java spring, spring data, spring webflux
        ! spring semester, spring break, spring term, spring internship
        Spring Boot | springboot
        Spring Cloud
        =Hibernate | hibernate orm
        JPA | java persistence api
        Quarkus
        Micronaut
        Vert.x
        Jakarta EE servlets | java servlets, jsp, jakarta server pages
        Dropwizard
        Play Framework
        Akka | akka streams, apache pekko
        Laravel
        Symfony
        CodeIgniter
        Yii | yii2
        Zend Framework | laminas
        CakePHP
        Slim Framework
        Doctrine ORM
        Phoenix Framework | phoenix liveview, elixir phoenix
        ~~Gin | gin-gonic, gin framework
        Echo framework
        gRPC | grpc-web
        Protocol Buffers | protobuf
        Apache Thrift
        GraphQL | graph ql
        Apollo GraphQL | apollo client, apollo server, apollo federation
        Hasura
        PostgREST
        Prisma ORM | prisma client, ~Prisma
        TypeORM
        Sequelize
        Drizzle ORM
        Knex.js
        Mongoose
        tRPC
        OpenAPI | =Swagger, swagger docs, open api specification
        JSON-RPC
        =SOAP | soap web service
        =REST | rest api, restful, restful api, restful web service, restful service, rest service
        OData
        WebSockets | websocket, web socket, socket.io
        Webhooks | webhook
        JSON
        XML | xslt, xsd, xpath
        YAML
        MQTT
        Actix | actix-web
        Tokio
        Axum
        Boost C++ libraries
        STL C++ | c++ stl, standard template library
        =Qt | qt framework, qml, pyqt, qt5, qt6
        GTK | gtk+
        JavaFX
        Java Swing
        wxWidgets | wxpython
        =MFC | microsoft foundation classes
        Strapi
        Contentful
        Sanity.io
        Ghost CMS
        Apache Camel
        Apache Tomcat | tomcat
        WildFly | jboss
        WebLogic | oracle weblogic
        WebSphere | ibm websphere
        IIS | =IIS, microsoft iis, internet information services
        OpenResty
        JRuby | jython
        RAML
        CORBA | common object request broker architecture
        =JMS | java message service
        JUnit | junit5
        Mockito
        TestNG
        Project Lombok | ~Lombok
        Jackson JSON
        Project Reactor | rxjava, reactivex
        Netty
        Guice
        Dagger
        Temporal.io | temporal workflows
        Camunda | camunda bpm
        Drools
        MuleSoft | mule esb, anypoint
        Dell Boomi | boomi
        TIBCO
        webMethods
        BizTalk
        Apache Struts
        Vaadin
        Grails
        Ktor
        Scala Play
        http4s
        Cats Effect
        ZIO
        Slick Scala
        =sbt
    """,
    "Testing tools": """
        Selenium | selenium webdriver, selenium grid
        Playwright
        ~Cypress | cypress.io, cypress tests
        Puppeteer
        PhantomJS | headless chrome
        QUnit
        LambdaTest
        Nightwatch.js
        Protractor
        ~~Jest | jestjs
        ~Mocha | mocha.js, mochajs
        Chai.js
        ~Jasmine | jasmine.js
        Karma test runner
        Vitest
        pytest | py.test
        unittest
        -Hypothesis | hypothesis testing library, python hypothesis
        RSpec
        Capybara
        Minitest
        PHPUnit
        xUnit
        NUnit
        MSTest
        ~Cucumber | gherkin, cucumber bdd
        SpecFlow
        Robot Framework
        Appium
        Espresso testing | espresso tests
        XCTest | xcuitest
        Detox testing
        ~Postman | postman api, postman collection
        SoapUI
        Insomnia REST client
        JMeter | apache jmeter
        Gatling
        k6 | k6.io
        Locust load testing
        LoadRunner
        BrowserStack
        Sauce Labs
        TestRail
        Zephyr Scale
        Xray test management
        qTest
        HP ALM | quality center
        Katalon
        TestComplete
        Ranorex
        Tosca Testsuite | tricentis tosca, tricentis
        UFT | uft one, =QTP
        Testing Library | react testing library
        Storybook | storybook.js
        Chromatic visual testing
        Pact contract testing | pact.io
        WireMock
        Testcontainers
        SonarQube | sonarcloud, sonar qube
        ESLint
        ~~Prettier | prettier.js
        RuboCop
        Pylint | flake8
        mypy
        Checkstyle
        Codecov
        Coverity
        =REST Assured | restassured
        Google Test | gtest, googletest
        Catch2
        VectorCAST
    """,
    "Developer tools": """
        ~Git | git flow, gitflow, git version control
        GitHub
        GitLab
        Bitbucket
        SVN | apache subversion, ~Subversion
        Mercurial | hg scm
        Perforce | helix core
        ClearCase
        Gerrit
        Jira | atlassian jira, jira software
        =Confluence | atlassian confluence
        ! the confluence of
        Trello
        ~Asana
        Azure Boards
        Visual Studio Code | vs code, vscode
        Visual Studio
        IntelliJ IDEA | intellij
        PyCharm
        JetBrains IDEs | webstorm, phpstorm, rubymine, clion, jetbrains rider, datagrip, goland
        NetBeans | netbeans ide
        Notepad++
        Sourcetree | gitkraken
        GitHub Pages | gitlab pages
        Codacy | code climate
        Sonatype Lifecycle
        ~~Eclipse | eclipse ide
        Xcode
        Android Studio
        Vim | neovim
        Emacs
        Sublime Text
        Maven | apache maven
        Gradle
        ~~Ant | apache ant
        Bazel
        CMake
        ~~Make | gnu make, makefile
        Ninja build
        Conan package manager | vcpkg
        npm | =NPM
        ~Yarn | yarn berry, yarn workspaces
        pnpm
        Conda | anaconda, miniconda
        Python Poetry | python uv
        pip package manager
        Composer PHP
        Nx monorepo
        Turborepo
        Lerna
        Webpack
        Vite | vite.js, vitejs
        Rollup.js
        esbuild
        Parcel bundler
        Babel | babel.js, babeljs
        ! babel fish
        Sentry | sentry.io
        LaunchDarkly
        Unleash feature flags
        Docusaurus
        Sphinx documentation
        Doxygen
        LaTeX | tex live, overleaf
        Markdown
        GitHub Copilot | copilot
        ! copilot license
        Cursor IDE | cursor ai
        Claude Code
        LLVM | clang
        ~GCC | gnu compiler collection
        =GDB | lldb
        Valgrind
        Linux perf | ebpf, perf tools
        Wireshark | tcpdump
        Fiddler proxy | charles proxy
        Salesforce DX | sfdx
        RPM packaging
        Homebrew
        Nix | nixos, nixpkgs
        Regular expressions | regex, regexp
        Zed editor
        Backstage.io | backstage developer portal
        ServiceNow | service now, snow itsm
        WordPress | woocommerce, gutenberg blocks
        Drupal
        Joomla
        TYPO3
        Magento | adobe commerce
        PrestaShop
        Shopify | shopify plus, shopify liquid
        BigCommerce
        Sitecore
        Adobe Experience Manager | =AEM
        Umbraco
        Kentico
        Optimizely | episerver
        Webflow
        Squarespace
        Wix
        commercetools
        Salesforce Commerce Cloud | sfcc, demandware
        SAP Commerce Cloud | sap hybris, hybris
        Stripe API | stripe payments, stripe integration, ~~Stripe
        Adyen
        Braintree payments
        Twilio
        PayPal integration | paypal api
        PubNub
        Pusher Channels
        OneSignal
        Mailgun
        Postmark email
        SparkPost
        Telegram bots | telegram bot api
        Stream chat API
        SendGrid
        Algolia
    """,
    "Operating systems": """
        Linux | gnu/linux, linux administration, linux kernel
        Unix | aix, solaris, hp-ux
        Ubuntu
        Debian
        Red Hat Enterprise Linux | rhel, red hat, redhat
        CentOS | rocky linux, almalinux
        Fedora
        SUSE Linux | suse, opensuse, sles
        Arch Linux
        Alpine Linux
        FreeBSD | openbsd, netbsd
        Windows Server | windows server administration
        Microsoft Windows | windows 10, windows 11, windows 7, windows desktop
        macOS | mac os, os x
        ChromeOS
        z/OS | mainframe, ibm mainframe, zos, jcl, cics
        IBM i | as/400, as400, iseries
        Active Directory | entra id, azure ad, microsoft entra, azure active directory
        Group Policy | gpo administration
        Microsoft Intune | intune
        SCCM | microsoft endpoint manager, mecm, configuration manager sccm
        Jamf | jamf pro
        Microsoft Exchange | exchange server, exchange online
        VMware | vsphere, esxi, vcenter, vmware vsphere
        Hyper-V
        Proxmox
        Citrix | xenapp, xendesktop, citrix virtual apps
        =KVM | qemu, libvirt
        Xen hypervisor
        Nutanix
        VirtualBox
    """,
    "Game engines": """
        ~Unity | unity3d, unity engine
        Unreal Engine | =Unreal, ue5, ue4, unreal engine 5
        Godot
        CryEngine
        GameMaker
        OpenGL | opengl es
        Vulkan | vulkan api
        DirectX | direct3d
        WebGL
        WebGPU
        Metal API | metal shaders
        Havok
        PhysX
        FMOD
        Wwise
        Photon networking
        Roblox Studio | roblox
    """,
    "Blockchain tools": """
        Ethereum | evm
        Bitcoin
        Solana
        Polkadot
        Hyperledger Fabric | hyperledger
        Hardhat
        Truffle Suite
        Web3.js | ethers.js
        Chainlink oracles
        Cosmos SDK
        IPFS
    """,
}

SUBJECTS = {
    "Software practices": """
        Object-oriented programming | oop, object oriented design, ood, oo programming
        Functional programming
        Reactive programming
        Concurrent programming | multithreading, multi-threading, multithreaded programming, concurrency
        Asynchronous programming | async programming
        Parallel computing | parallel programming, openmp, mpi programming
        Distributed systems | distributed computing, distributed system design
        Microservices | microservice architecture, micro service, micro services
        Event-driven architecture | event driven, event sourcing, cqrs
        Domain-driven design | ddd
        Service-oriented architecture | =SOA
        Serverless | serverless architecture
        Design patterns
        Clean architecture | hexagonal architecture, clean code
        SOLID principles
        Software architecture | software design, solution architecture, solutions architecture
        System design | systems design
        API design | api development, api integration, application programming interface, =API, =APIs
        Data structures | data structures and algorithms, dsa
        Algorithms | algorithm design
        Compilers | compiler construction, compiler design
        Operating system internals | kernel development, device driver development, linux kernel development
        Test-driven development | =TDD, test driven
        Behaviour-driven development | =BDD, behavior driven development
        Unit testing | unit test
        Integration testing | integration test
        End-to-end testing | e2e testing, end to end test, e2e test
        Test automation | automated testing, automation testing, qa automation, automated test
        Manual testing
        Regression testing
        Performance testing | load testing, stress testing
        Mobile testing
        API testing
        Quality assurance | =QA, software testing, software quality
        ISTQB
        Accessibility testing
        Code review | code reviews, peer code review
        Pair programming
        Refactoring
        Debugging
        Version control | source control
        Technical documentation | technical writing, docs as code
        Full-stack development | full stack, fullstack
        Back-end development | backend development, backend engineering, server-side development
        Front-end development | frontend development, frontend engineering
        Web development | web application development
        Mobile development | mobile app development, mobile application development
        Game development | game design, gameplay programming
        Desktop application development
        Embedded software | embedded software development, embedded programming
        Systems programming | low-level programming
        Computer graphics | graphics programming, rendering engineering, shader programming
        High-performance computing | =HPC, high performance computing cluster
        Blockchain | distributed ledger, web3
        Smart contracts | smart contract
        Cryptocurrency | defi, decentralised finance, decentralized finance
        Payment systems | payment processing, payment gateway
        Content management systems | =CMS, headless cms
        E-commerce | ecommerce
        Internationalisation | internationalization, i18n, l10n, software localization
        Scalability engineering | high availability, fault tolerance
        Caching strategies
        Messaging systems | message queue, message broker, message queuing
        Low-code development | low-code, no-code, low code platform
        Robotic process automation | =RPA
        Open-source development | open source contribution
        Legacy modernisation | legacy modernization
        Monorepo | monorepo tooling
        Feature flags | feature toggles
        Technical debt management
        Agile | agile development, agile methodology, agile methodologies, agile software development, agile methods
        ! agile mindset
        Scrum | scrum framework, scrum methodology
        Kanban
        Extreme programming
        Scaled agile | =SAFe, scaled agile framework
        SDLC | software development life cycle, software development lifecycle
        Waterfall methodology
        IT support | technical support, helpdesk, help desk, desktop support, it helpdesk, service desk
        System administration | systems administration, sysadmin, linux system administration
        ITIL | itil v4, itil foundation
        IT service management | =ITSM
        Augmented reality | =AR/VR, virtual reality, mixed reality, extended reality
        Geospatial software | geospatial, geospatial analysis
        Audio programming | digital signal processing audio
        Video streaming | ffmpeg, video codecs, hls streaming
    """,
}
