"""What a careful colleague looks for: one small class each, in register.py in the order of their weight."""
