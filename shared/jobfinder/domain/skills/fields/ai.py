"""Machine learning and artificial intelligence: libraries, model families, methods."""

TOOLS = {
    "Machine learning tools": """
        TensorFlow | tensor flow, tensorflow lite, tflite
        PyTorch | pytorch lightning, py torch
        Keras
        scikit-learn | sklearn, scikit
        XGBoost
        LightGBM
        AdaBoost
        CatBoost
        =JAX | google jax
        Flax
        MXNet
        Caffe | caffe2
        Theano
        ONNX | onnx runtime
        Hugging Face | huggingface, hugging face transformers
        spaCy
        NLTK
        Gensim
        OpenCV
        YOLO | yolov5, yolov8
        Detectron2
        MLflow
        Kubeflow
        Weights & Biases | wandb
        DVC
        Metaflow
        Feast feature store | feature store
        BentoML
        Triton Inference Server | nvidia triton
        TensorRT
        TorchServe
        Seldon Core
        Amazon SageMaker | sagemaker, aws sagemaker
        Amazon Bedrock | aws bedrock
        Vertex AI | google vertex
        Azure Machine Learning | azure ml
        Azure OpenAI
        DataRobot
        H2O.ai
        LangChain | langgraph, langsmith
        LlamaIndex | llama index
        Haystack NLP
        OpenAI API | openai, openai sdk
        GPT models | gpt-4, gpt-3, gpt-4o, gpt4
        ChatGPT
        Claude | anthropic api, anthropic claude, claude api
        ! claude monet, jean claude
        Google Gemini | gemini api
        Llama models | llama 2, llama 3, llama.cpp
        Mistral AI
        vLLM
        Ollama
        DeepSpeed
        Megatron-LM
        Horovod
        Stable Diffusion
        Midjourney
        Whisper ASR | openai whisper
        AutoGPT | crewai, autogen
        Model Context Protocol | mcp server
        Pinecone Assistant
        CUDA | nvidia cuda, cudnn
        ROCm
        Numba | cython
        Rasa
        Dialogflow
        Amazon Lex
        Optuna
        Stan probabilistic programming | pymc
        Prophet forecasting | fbprophet
        DSPy
        GitHub Copilot Studio | copilot studio
        LightFM
        OpenAI Gym | gymnasium rl
        NVIDIA Isaac | isaac sim
        Microsoft Copilot | m365 copilot, copilot for microsoft 365
        Label Studio
        Labelbox
    """,
}

SUBJECTS = {
    "Machine learning": """
        Machine learning | =ML, machine-learning, machine learning algorithms, machine learning model
        Artificial intelligence | =AI, a.i.
        Deep learning | deep neural network
        Neural networks | neural network, =CNN, =RNN, lstm
        Natural language processing | =NLP, natural language understanding
        Computer vision
        Large language models | llm, large language model
        Generative AI | gen ai, genai, gen-ai
        Retrieval-augmented generation | =RAG, retrieval augmented
        Prompt engineering
        Fine-tuning models | model fine-tuning, llm fine-tuning, rlhf, lora fine-tuning
        AI agents | agentic ai, agentic workflows, llm agents, ai agent
        Reinforcement learning
        Supervised learning
        Unsupervised learning | clustering algorithms
        Recommender systems | recommendation system, recommendation engine, recommender system
        Anomaly detection
        Fraud detection
        Speech recognition | =ASR, speech-to-text, automatic speech recognition
        Speech synthesis | text-to-speech, =TTS
        Optical character recognition | =OCR
        Image processing | image segmentation, image classification
        Object detection
        Feature engineering
        Model deployment | model serving, model inference, ml inference
        MLOps | ml ops, machine learning operations, llmops
        Model evaluation | model validation, llm evaluation
        Transformers architecture | transformer model, transformer architecture
        ~Embeddings | word embeddings, vector embeddings
        Sentiment analysis
        Chatbots | conversational ai, chatbot
        Data labelling | data labeling, data annotation
        AI safety | ai alignment
        Responsible AI | ai ethics, ai governance
        Explainable AI | model interpretability
        Federated learning
        Graph neural networks | =GNN
        Diffusion models
        Gradient boosting | random forest, decision trees
        Dimensionality reduction | principal component analysis
        Knowledge representation | ontologies, semantic web
        GPU programming | gpu computing, gpgpu
        =SLAM | visual slam
        Sensor fusion
        Autonomous driving | self-driving, autonomous vehicle
        Robotics | robotics engineering, robot programming
        Bioinformatics | computational biology, genomics
        Cheminformatics
        Quantum computing | qiskit
        Machine translation
    """,
}
