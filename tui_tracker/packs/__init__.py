"""Return forms: how they look in a text file and in a workbook, how they are read back, how answers are merged."""
