"""The browser and the phone: front-end frameworks, styling, mobile platforms."""

TOOLS = {
    "Front-end frameworks": """
        ~React | react.js, reactjs, react js, react hooks, react 18, react 17, react 19
        ! react to, react quickly, react calmly, react swiftly
        Next.js | nextjs
        Vue.js | vue, vuejs, vue 3, vue 2
        Nuxt | nuxt.js, nuxtjs
        Angular | angular 2, angular cli
        ! angular momentum, angular velocity, angular resolution, angular contact
        AngularJS | angular.js, angular 1
        Svelte | sveltekit, svelte kit
        Solid.js | solidjs
        Preact
        Ember.js | ~~Ember, emberjs
        Backbone.js | backbonejs, ~~Backbone
        jQuery
        jQuery UI | jquery mobile
        Knockout.js | knockoutjs
        RequireJS | require.js
        UglifyJS
        Haml
        Pug templates | jade templates
        Moment.js | momentjs
        Semantic UI | uikit css
        CodeMirror | monaco editor
        VuePress | vitepress
        Vuetify | quasar framework
        Create React App
        Alpine.js | alpinejs
        htmx
        Astro | astro.js, astro build
        ~~Remix | remix.run, remix js
        ~Gatsby | gatsby.js, gatsbyjs
        Qwik
        Lit Element | lit-element, polymer js
        Web Components | custom elements, shadow dom
        Redux | redux toolkit, redux-saga, redux thunk
        MobX
        Zustand
        Vuex | pinia
        RxJS
        NgRx
        TanStack Query | react query
        React Router
        D3.js | d3, d3js
        Three.js | threejs, react three fiber
        Babylon.js
        Chart.js | chartjs
        Highcharts
        Apache ECharts | echarts
        Leaflet.js | leafletjs
        Mapbox | mapbox gl
        OpenLayers
        Google Maps API
        Lodash | underscore.js
        ~Axios
        ~Electron | electron.js, electronjs
        Tauri
        Service workers
        Progressive web apps | =PWA, progressive web app, pwas
        Handlebars.js | mustache templates
        Thymeleaf
        Jinja | jinja2
        Meteor.js
        Ext JS | sencha
        Kendo UI
        PixiJS | pixi.js
        GSAP
        Framer Motion
        Zod
        Inertia.js
        Livewire Laravel | laravel livewire
        Hotwire Rails | stimulus.js, turbo rails
        WebRTC
    """,
    "Styling": """
        HTML | html5, xhtml
        CSS | css3, cascading style sheets
        Sass | =SASS, scss
        ~~Less | less css
        ! less than, less is more
        Tailwind CSS | =Tailwind, tailwindcss
        ~Bootstrap | bootstrap css, twitter bootstrap, bootstrap 5
        Material UI | mui, material-ui
        Chakra UI
        Ant Design | antd
        Bulma CSS
        Foundation CSS
        styled-components
        Emotion CSS | css-in-js, css modules
        PostCSS
        shadcn/ui | shadcn, radix ui
        SVG | scalable vector graphics
        AJAX
        BEM methodology
    """,
    "Mobile platforms": """
        iOS | ios development, ios sdk
        Android | android sdk, android development
        React Native
        Flutter | flutterflow
        ! atrial flutter
        Xamarin | .net maui, xamarin.forms
        Ionic | ionic framework, ionic capacitor
        ! ionic liquids, ionic liquid, ionic strength, ionic bonding
        Apache Cordova | phonegap
        SwiftUI
        UIKit
        Jetpack Compose | android jetpack
        Kotlin Multiplatform | kmm, kotlin multiplatform mobile
        NativeScript
        Expo framework | react native expo, expo.dev
        Core Data
        ARKit
        ARCore
        Realm database
        Fastlane
        TestFlight
        Firebase | firebase cloud messaging, crashlytics
        watchOS | tvos
        Combine framework
        ~~Retrofit | retrofit2
        RxSwift
        Dagger Hilt
        CocoaPods
        App Store Connect
        Google Play Console
        Titanium SDK
        Capacitor.js
        WatchKit
        Wear OS
    """,
}

SUBJECTS = {
    "Web practices": """
        Responsive design | responsive web design, mobile-first design
        Single-page applications | single page app, single page application
        Server-side rendering | =SSR, static site generation
        Web performance | core web vitals, web performance optimisation, web performance optimization
        Web accessibility | wcag, a11y, wai-aria, section 508
        Cross-browser compatibility | cross-browser testing
        Search engine optimisation | =SEO, search engine optimization, technical seo
        Micro frontends | micro-frontend, microfrontends
        Web scraping | web crawling, scrapy, beautifulsoup
        Web security | owasp, owasp top 10
        Browser extensions | chrome extension
        Email development | html email
    """,
}
