"""Design: interface and visual work, film, sound, three dimensions."""

TOOLS = {
    "Design tools": """
        Figma | figjam
        ~~Sketch | sketch app
        Adobe XD
        InVision
        Zeplin
        Axure | axure rp
        Balsamiq
        Framer | framer.com
        ~~Principle | principle app
        ProtoPie
        Marvel prototyping | marvelapp
        Miro | miro board
        Mural whiteboards
        Lucidchart
        Microsoft Visio | visio
        draw.io | diagrams.net
        Adobe Photoshop | photoshop
        Adobe Illustrator | ~Illustrator
        Adobe InDesign | indesign
        Adobe After Effects | after effects
        Adobe Premiere Pro | premiere pro, adobe premiere
        Adobe Lightroom | lightroom
        Adobe Audition
        Adobe Animate
        Adobe Creative Cloud | adobe creative suite, adobe suite, creative cloud, creative suite, adobe cc
        Adobe Dreamweaver | dreamweaver
        Adobe Acrobat | acrobat pro
        Adobe Firefly
        Affinity Designer | affinity photo, affinity publisher
        CorelDRAW | corel draw
        Canva
        =GIMP
        Inkscape
        Procreate
        ~Blender | blender 3d
        Autodesk Maya | ~Maya
        3ds Max | 3d studio max, 3dsmax
        Cinema 4D | c4d
        ZBrush
        SideFX Houdini | ~Houdini
        Substance Painter | substance designer, substance 3d
        Nuke compositing | foundry nuke, the foundry nuke
        V-Ray | vray
        KeyShot
        Rhino 3D | rhinoceros 3d, ~Rhino, grasshopper 3d
        SketchUp | sketch up
        Lumion
        Enscape
        Twinmotion
        DaVinci Resolve
        Final Cut Pro | final cut
        Avid Media Composer | media composer
        Pro Tools
        Logic Pro
        Ableton Live | ableton
        Cubase | steinberg cubase
        Lottie animations | rive animation
        Spline 3D
        Maze user testing
        UserTesting | usertesting.com
        Dovetail research
        Optimal Workshop
        Lookback research
        Abstract design versioning
        Marvelous Designer
        CLO 3D
        Adobe Fresco
        Capture One
        QuarkXPress
        OBS Studio
        Spine animation | spine 2d
    """,
}

SUBJECTS = {
    "Design practices": """
        UX design | user experience, user experience design, =UX, ux/ui, ui/ux, ux/ui design, ui/ux design
        UI design | user interface design, =UI, user interface
        Product design
        Interaction design | =IxD
        Visual design
        Graphic design
        Motion design | motion graphics
        Service design
        Design systems | design system, component library
        Design thinking
        Human-centred design | human-centered design, user-centered design, user-centred design
        Human-computer interaction | =HCI
        UX research | user research, usability research
        Usability testing | user testing
        User interviews
        Information architecture
        Wireframing | wireframes, wireframe
        Prototyping | rapid prototyping, interactive prototype
        User journeys | user journey mapping, journey mapping, user flow
        ~Personas
        UX writing | content design, microcopy
        Accessible design | inclusive design
        Typography
        Colour theory | color theory
        ~Branding | brand design, brand identity, corporate identity
        Illustration | digital illustration
        Logo design
        Packaging design
        Print design | print production, desktop publishing, prepress
        Layout design | editorial design
        Web design
        Mobile design | app design
        Game art | concept art, character design
        3D modelling | 3d modeling, 3d design
        3D animation | 2d animation
        3D rendering | architectural visualisation, architectural visualization
        Visual effects | =VFX, compositing
        Video editing | video production, post-production
        Photography | product photography, photo editing, photo retouching
        Sound design | audio editing, audio production
        Storyboarding
        Art direction
        Creative direction
        Industrial design
        Fashion design
        Textile design
        Interior design
        Exhibition design
        Landscape architecture
        Architecture (buildings) | architectural design, building design
        Urban planning | urban design
        Ergonomics | human factors
        Conversation design | voice user interface
        Design sprints | design sprint
        Jewellery design | jewelry design
        Instructional design | e-learning design, elearning development
    """,
}
