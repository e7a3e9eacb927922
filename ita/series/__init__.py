"""What each chart says, as plain values: frames to series. A renderer, such as `ita.charts`, decides how it looks.

A series knows no frame, no colour and no pixel, and no library that draws; its texts are as they are stored, never
escaped. So the screen, a picture and a native chart of an office file can be made of the same values.
"""
