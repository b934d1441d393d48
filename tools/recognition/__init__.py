"""Makes the recogniser's small model again from truth folders, and measures it on people held out."""
