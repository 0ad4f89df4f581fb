"""What the learned reader is made from: texts labelled by hand, and the commands that train and export it."""
