"""The training log: files of other programs in, classed sets and the balance of hinges and squats out."""
