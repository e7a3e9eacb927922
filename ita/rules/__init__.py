"""The rules of a year that a user states or assumes, beside those that ship; none is ever written over."""
