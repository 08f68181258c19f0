# For sourcing.

# An image of one static program, its entrypoint, as a docker-archive on standard output.
image() ( # name program
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  tar -C "$(dirname "$2")" --owner=0 --group=0 -cf "$folder/layer.tar" "$(basename "$2")"
  printf '{"architecture":"%s","os":"linux","config":{"Entrypoint":["/%s"],"User":"65535:65535"},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$(dpkg --print-architecture)" "$(basename "$2")" "$(sha256sum "$folder/layer.tar" | cut -d' ' -f1)" >"$folder/config.json"
  printf '[{"Config":"config.json","RepoTags":["%s"],"Layers":["layer.tar"]}]' "$1" >"$folder/manifest.json"
  tar -C "$folder" -c manifest.json config.json layer.tar
)
