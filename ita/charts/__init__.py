"""Frames to Plotly figures. Charts know nothing of SQL or Streamlit; pages draw what they return."""
