"""Loads playlists from Spotify's API into a DuckDB file by dlt's REST source: load_by_dlt.py <origin> <DuckDB file> <playlist id>..."""

import sys

import dlt
import requests
from dlt.sources.rest_api import rest_api_source

origin, database, *playlists = sys.argv[1:]



def without_markets(item):
    """Lists of countries would become most of the rows."""
    if isinstance(item, dict):
        return {key: without_markets(value) for key, value in item.items() if key != "available_markets"}
    return [without_markets(value) for value in item] if isinstance(item, list) else item


def without_first_page(playlist):
    return {key: value for key, value in playlist.items() if key not in ("tracks", "items")}


# dlt's own way of signing in sends id and secret where Spotify does not look for them.
token = requests.post(origin + "/api/token", data={"grant_type": "client_credentials"}, auth=("caravan-client", "caravan-secret"))
source = rest_api_source(
    {
        "client": {
            "base_url": origin + "/v1/",
            "auth": {"type": "bearer", "token": token.json()["access_token"]},
        },
        "resources": [
            dlt.resource([[{"id": playlist} for playlist in playlists]], name="carried"),
            {
                "name": "playlists",
                "endpoint": {"path": "playlists/{resources.carried.id}", "data_selector": "$"},
                "processing_steps": [{"map": without_first_page}],
            },
            {
                "name": "items",
                "endpoint": {
                    "path": "playlists/{resources.carried.id}/tracks",
                    "params": {"limit": 50},
                    "paginator": {"type": "json_link", "next_url_path": "next"},
                    "data_selector": "items",
                },
                "include_from_parent": ["id"],
                "processing_steps": [{"map": without_markets}],
            },
        ],
    }
)
pipeline = dlt.pipeline(pipeline_name="spotify", destination=dlt.destinations.duckdb(database), dataset_name="spotify", pipelines_dir=database + ".pipeline")
pipeline.run(source)
