ln -s /etc/hostname seamap.yaml
