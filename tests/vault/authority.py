"""A time-stamping authority made with openssl, in a folder."""

from marsad.vault.timestamps import timestamp_request

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/middle.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
digests = sha256, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = yes
ess_cert_id_alg = sha256
"""
USAGE = {
    "stamping": "extendedKeyUsage=critical,timeStamping",
    "not critical": "extendedKeyUsage=timeStamping",
    "other": "extendedKeyUsage=critical,codeSigning",
}


class Authority:
    """A root, an intermediate and a time-stamping certificate in a folder, and `openssl ts` that signs with them."""

    def __init__(self, openssl, folder):
        self.openssl, self.folder = openssl, folder
        folder.mkdir()
        self._root()
        self._issue("middle", "root", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign")
        self._issue("tsa", "middle", f"keyUsage=critical,digitalSignature\n{USAGE['stamping']}")
        self.chain = self.pem("root") + self.pem("middle")
        (folder / "serial").write_text("01\n")
        (folder / "ts.cnf").write_text(CONFIG.format(folder=folder))

    def pem(self, name):
        return (self.folder / f"{name}.pem").read_bytes()

    def stamp(self, data, *options):
        (self.folder / "request").write_bytes(timestamp_request(data))
        return self.answer(*options)

    def answer(self, *options):
        response = self.folder / "response"
        self.openssl(
            "ts", "-reply", "-config", self.folder / "ts.cnf", "-queryfile", self.folder / "request", "-out", response,
            *options,
        )  # fmt: skip
        return response.read_bytes()

    def _root(self):
        self.openssl(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.folder / "root.key", "-subj", "/CN=Root",
            "-days", "30", "-out", self.folder / "root.pem",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign",
        )  # fmt: skip

    def _issue(self, name, issuer, extensions):
        path = self.folder / name
        path.with_suffix(".ext").write_text(extensions)
        self.openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{path}.key", "-subj", f"/O=Test/CN={name}",
            "-out", f"{path}.csr",
        )  # fmt: skip
        self.openssl(
            "x509", "-req", "-in", f"{path}.csr", "-CA", self.folder / f"{issuer}.pem",
            "-CAkey", self.folder / f"{issuer}.key", "-CAcreateserial", "-days", "30", "-extfile", f"{path}.ext",
            "-out", f"{path}.pem",
        )  # fmt: skip
