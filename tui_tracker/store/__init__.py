"""The plan file. The only package that imports peewee or sqlite3."""
