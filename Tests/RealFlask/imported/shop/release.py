"""What the Flask that is installed can do."""

from flask import Blueprint

nests = hasattr(Blueprint, "register_blueprint")
