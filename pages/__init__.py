"""The screens: the only Streamlit code. `main` is the frame; one file a screen."""
