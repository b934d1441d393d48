"""How Sphinx builds the docs: from this repository alone, without a network, every warning an error (`make docs`)."""

import sys
from pathlib import Path

import hingecoach

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "hingecoach"
author = "the hingecoach authors"
project_copyright = author
version = release = hingecoach.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "handbook"]
exclude_patterns = ["_ext"]
myst_heading_anchors = 3
myst_links_external_new_tab = False
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_documented_params = True
napoleon_google_docstring = False
napoleon_use_ivar = True
add_module_names = False
suppress_warnings = ["config.cache"]

html_theme = "furo"
html_title = "hingecoach"
html_static_path = ["_static", "../src/hingecoach/learn/style/figures.css"]
html_css_files = ["figures.css", "handbook.css"]
html_show_sphinx = False
html_copy_source = False
