"""The screens: the only Streamlit code. `main` is the frame, `addresses` lists its screens; a file or folder each."""
