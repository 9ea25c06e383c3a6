#!/bin/sh
# Lint and test in a Debian image with Python, with all that the tests use: gcloud, Java and the two emulators.
# https://cloud.google.com/sdk/docs/install#deb
set -eu
version=528.0.0-0
keys=/usr/share/keyrings/cloud.google.gpg
apt-get update -qq
apt-get install -qq -y --no-install-recommends ca-certificates curl default-jre-headless git gnupg make
curl -fsS https://packages.cloud.google.com/apt/doc/apt-key.gpg | gpg --dearmor --yes -o "$keys"
echo "deb [signed-by=$keys] https://packages.cloud.google.com/apt cloud-sdk main" >/etc/apt/sources.list.d/google-cloud-sdk.list
apt-get update -qq
apt-get install -qq -y --no-install-recommends "google-cloud-cli=$version" "google-cloud-cli-firestore-emulator=$version" \
  "google-cloud-cli-pubsub-emulator=$version"
make lint
make test
