# SPDX-License-Identifier: GPL-3.0-or-later
"""The compose files, the manifests and the image are what their schemas allow, and name only what exists."""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import yaml

SOURCE = pathlib.Path(os.environ.get("POS_SOURCE_DIR", ".")).resolve()
DEPLOY = SOURCE / "deploy"
WORDS = ("gateway", "auth", "user", "tenant", "product", "order", "notification", "audit")
NAMES = ["api-gateway", *(f"{word}-service" for word in WORDS[1:])]
PORTS = {name: 8080 + n for n, name in enumerate(NAMES)}
SETTINGS = set(re.findall(r'\{"[^"]*",\s*"([A-Z][A-Z0-9_]+)"', (SOURCE / "core/config/SettingsTable.cpp").read_text()))
VARIABLE = re.compile(r"\$\{(\w+)(?::?[-?]([^}]*))?\}")


def filled(text):
    """As docker compose fills it in, with every variable that must be set being set."""
    return VARIABLE.sub(lambda m: (m[2] or "") if ":-" in m[0] else "filled-in-for-the-test-0123456789", text)


def compose(text):
    with tempfile.TemporaryDirectory(dir=DEPLOY, prefix=".check-") as folder:
        # Beside the real one, so that its paths lead to the same places.
        path = pathlib.Path(folder) / "docker-compose.yml"
        path.write_text(text.replace("../", "../../").replace("'./", "'../").replace("context: ..,", "context: ../..,"))
        done = subprocess.run(["compose-go", "-format", "json", str(path)], capture_output=True, text=True, timeout=60)
    return json.loads(done.stdout) if done.returncode == 0 else None, done.stderr


class Compose(unittest.TestCase):
    def setUp(self):
        self.text = (DEPLOY / "docker-compose.yml").read_text()
        self.services = yaml.safe_load(filled(self.text))["services"]
        self.ours = {name: s for name, s in self.services.items() if str(s.get("image", "")).startswith("pos-backoffice")}

    def test_composes_own_library_understands_both_files(self):
        for name in ("docker-compose.yml", "docker-compose.test.yml"):
            project, said = compose(filled((DEPLOY / name).read_text()))
            self.assertIsNotNone(project, said)
            self.assertGreaterEqual(len(project["services"]), 5)
        broken = filled(self.text).replace("restart: unless-stopped", "restrat: unless-stopped", 1)
        self.assertIsNone(compose(broken)[0], "the check would not notice a misspelt word")

    def test_all_eight_are_there_with_their_ports_and_probes(self):
        self.assertEqual(sorted(self.ours), sorted([*NAMES, "prepare"]))
        for word, name in zip(WORDS, NAMES):
            with self.subTest(name):
                service = self.ours[name]
                self.assertEqual(service["command"], [f"--services={word}"])
                self.assertIn(f"http://127.0.0.1:{PORTS[name]}/health", service["healthcheck"]["test"])
                told = [p.split(":")[-1] for p in service.get("ports", [])] + service.get("expose", [])
                self.assertEqual(told, [str(PORTS[name])])
                if word != "gateway":
                    self.assertEqual(service["environment"][f"POS_{word.upper()}_URL"], f"http://{name}:{PORTS[name]}")
                    self.assertEqual(service["environment"]["POS_SERVICE_LISTEN"], "0.0.0.0")
                self.assertTrue(service["read_only"] and service["cap_drop"] == ["ALL"] and service["mem_limit"])

    def test_every_variable_is_a_setting(self):
        for name, service in self.ours.items():
            self.assertEqual(sorted(set(service["environment"]) - SETTINGS - {"POS_PREPARE_URL"}), [], name)

    def test_what_must_be_set_is_asked_for_in_the_example(self):
        example = dict(line.split("=", 1) for line in (DEPLOY / "compose.env.example").read_text().splitlines() if line and not line.startswith("#"))
        needed = {m[1] for m in VARIABLE.finditer(self.text) if ":?" in m[0]}
        self.assertEqual(sorted(needed - set(example)), [])
        known = {m[1] for m in VARIABLE.finditer(self.text)}
        self.assertEqual(sorted(set(example) - known), [])
        self.assertEqual([name for name in needed if example[name]], [], "a password that is in the tree is none")

    def test_what_is_mounted_is_there(self):
        volumes = yaml.safe_load(filled(self.text))["volumes"]
        for name, service in self.services.items():
            for volume in service.get("volumes", []):
                source = volume.split(":")[0]
                self.assertTrue((DEPLOY / source).exists() if source.startswith(".") else source in volumes, f"{name}: {volume}")

    def test_what_waits_waits_for_something(self):
        for name, service in self.services.items():
            for other, how in service.get("depends_on", {}).items():
                self.assertIn(other, self.services, name)
                if how["condition"] == "service_healthy":
                    self.assertIn("healthcheck", self.services[other], name)

    def test_prometheus_is_told_of_the_services_by_their_names(self):
        targets = yaml.safe_load((DEPLOY / "prometheus-targets/services.yml").read_text())
        self.assertEqual([(t["labels"]["job"], t["targets"]) for t in targets], [(n, [f"{n}:{PORTS[n]}"]) for n in NAMES])
        local = yaml.safe_load((SOURCE / "observability/prometheus/targets/services.yml").read_text())
        self.assertEqual([(t["labels"]["job"], t["targets"]) for t in local], [(n, [f"127.0.0.1:{PORTS[n]}"]) for n in NAMES])


class Image(unittest.TestCase):
    def setUp(self):
        self.lines = re.sub(r"\\\n", " ", (DEPLOY / "Dockerfile").read_text()).splitlines()

    def of(self, word):
        return [line.split(None, 1)[1] for line in self.lines if line.startswith(word + " ")]

    def test_what_is_copied_is_there(self):
        for arguments in self.of("COPY"):
            if not arguments.startswith("--from"):
                for source in arguments.split()[:-1]:
                    self.assertTrue((SOURCE / source).exists(), source)

    def test_it_runs_as_nobody_special_and_starts_the_server(self):
        self.assertEqual(self.of("USER"), ["10001:10001"])
        self.assertEqual(json.loads(self.of("ENTRYPOINT")[0]), ["pos-server", "--data", "/var/lib/pos-backoffice"])
        self.assertEqual(self.of("EXPOSE"), ["8080-8087"])


class Systemd(unittest.TestCase):
    def test_each_service_can_be_a_unit(self):
        with tempfile.TemporaryDirectory() as folder:
            for file in (DEPLOY / "systemd").iterdir():
                (pathlib.Path(folder) / file.name).write_text(file.read_text().replace("/usr/bin/pos-server", "/bin/true"))
            for unit in ("pos-services.target", *(f"pos-service@{word}.service" for word in WORDS)):
                path = pathlib.Path(folder) / unit
                if not path.exists():
                    path.write_text((pathlib.Path(folder) / "pos-service@.service").read_text())
                done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(path)], capture_output=True, text=True, timeout=60)
                self.assertEqual((done.returncode, done.stderr), (0, ""), unit)
        wanted = re.search(r"^Wants=(.*)$", (DEPLOY / "systemd/pos-services.target").read_text(), re.MULTILINE)[1].split()
        self.assertEqual(wanted, [f"pos-service@{word}.service" for word in WORDS])

    def test_it_is_locked_in_as_the_packages_own_unit(self):
        def locks(text):
            return text[text.index("NoNewPrivileges"):text.index("[Install]")]
        self.assertEqual(locks((DEPLOY / "systemd/pos-service@.service").read_text()), locks((SOURCE / "installer/systemd/pos-server.service").read_text()))


class Kubernetes(unittest.TestCase):
    def setUp(self):
        self.documents = {path.name: list(yaml.safe_load_all(path.read_text())) for path in sorted((DEPLOY / "k8s").glob("*.yml"))}

    def kind(self, kind):
        return [d for documents in self.documents.values() for d in documents if d["kind"] == kind]

    def test_the_schemas_of_kubernetes_hold(self):
        files = sorted(map(str, (DEPLOY / "k8s").glob("*.yml")))
        self.assertEqual(len(files), 13)
        done = subprocess.run(["kubernetes-validate", "--strict", "--quiet", *files], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as broken:
            broken.write((DEPLOY / "k8s/user-service-deployment.yml").read_text().replace("replicas: 2", "replicas: two"))
            broken.flush()
            done = subprocess.run(["kubernetes-validate", "--strict", "--quiet", broken.name], capture_output=True, text=True, timeout=120)
        self.assertNotEqual(done.returncode, 0, "the check would not notice a word where a number belongs")

    def test_all_is_in_one_namespace(self):
        self.assertEqual(self.documents["namespace.yml"][0]["metadata"]["name"], "pos")
        for documents in self.documents.values():
            for document in documents:
                if document["kind"] != "Namespace":
                    self.assertEqual(document["metadata"]["namespace"], "pos")

    def test_each_service_has_its_file_its_port_and_its_probes(self):
        for word, name in zip(WORDS, NAMES):
            with self.subTest(name):
                deployment, service, budget = self.documents[f"{name}-deployment.yml"]
                self.assertEqual([deployment["kind"], service["kind"], budget["kind"]], ["Deployment", "Service", "PodDisruptionBudget"])
                self.assertEqual({d["metadata"]["name"] for d in (deployment, service, budget)}, {name})
                pod = deployment["spec"]["template"]
                labels = pod["metadata"]["labels"]
                for selector in (deployment["spec"]["selector"]["matchLabels"], service["spec"]["selector"], budget["spec"]["selector"]["matchLabels"]):
                    self.assertLessEqual(selector.items(), labels.items())
                container, = pod["spec"]["containers"]
                self.assertEqual(container["args"], [f"--services={word}"])
                self.assertEqual([p["containerPort"] for p in container["ports"]], [PORTS[name]])
                self.assertEqual([p["port"] for p in service["spec"]["ports"]], [PORTS[name]])
                self.assertEqual(pod["metadata"]["annotations"]["prometheus.io/port"], str(PORTS[name]))
                self.assertEqual(container["livenessProbe"]["httpGet"]["path"], "/health")
                self.assertEqual(container["readinessProbe"]["httpGet"]["path"], "/ready")
                self.assertEqual({container[p]["httpGet"]["port"] for p in ("startupProbe", "livenessProbe", "readinessProbe")}, {"http"})

    def test_no_pod_may_do_more_than_it_needs(self):
        pods = [d["spec"]["template"]["spec"] for d in self.kind("Deployment") + self.kind("Job")]
        self.assertEqual(len(pods), 9)
        for pod in pods:
            self.assertTrue(pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] == 10001)
            self.assertFalse(pod["automountServiceAccountToken"])
            mounted = {v["name"] for v in pod["volumes"]}
            for container in pod["containers"]:
                context = container["securityContext"]
                self.assertEqual((context["allowPrivilegeEscalation"], context["readOnlyRootFilesystem"], context["capabilities"]["drop"]),
                                 (False, True, ["ALL"]))
                self.assertEqual(set(container["resources"]["limits"]), {"cpu", "memory"})
                self.assertEqual({m["name"] for m in container["volumeMounts"]}, mounted)

    def test_every_variable_is_a_setting_and_no_secret_is_in_the_tree(self):
        settings, = self.kind("ConfigMap")
        secrets, = self.kind("Secret")
        self.assertEqual(sorted({*settings["data"], *secrets["stringData"]} - SETTINGS), [])
        self.assertEqual({*settings["data"]} & {*secrets["stringData"]}, set())
        self.assertEqual({v for v in secrets["stringData"].values()}, {""})
        rows = (SOURCE / "core/config/SettingsTable.cpp").read_text().split('\n        {"')
        secret = {re.search(r'",\s*"([A-Z][A-Z0-9_]+)"', row)[1] for row in rows[1:] if "secretOf(" in row}
        self.assertIn("SMTP_PASSWORD", secret)
        self.assertEqual(secret & {*settings["data"]}, set())
        for word, name in zip(WORDS[1:], NAMES[1:]):
            self.assertEqual(settings["data"][f"POS_{word.upper()}_URL"], f"http://{name}:{PORTS[name]}")
        for deployment in self.kind("Deployment"):
            sources = [list(s.values())[0]["name"] for s in deployment["spec"]["template"]["spec"]["containers"][0]["envFrom"]]
            self.assertEqual(sources, [settings["metadata"]["name"], secrets["metadata"]["name"]])

    def test_nothing_comes_in_or_goes_out_but_where_it_must(self):
        policies = {p["metadata"]["name"]: p["spec"] for p in self.kind("NetworkPolicy")}
        self.assertEqual(policies["deny-all"], {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]})
        outside = [name for name, spec in policies.items() for rule in spec.get("ingress", []) if "from" not in rule]
        self.assertEqual(outside, ["gateway-from-outside"])
        self.assertEqual(policies["gateway-from-outside"]["podSelector"]["matchLabels"], {"app.kubernetes.io/name": "api-gateway"})
        self.assertEqual(policies["gateway-from-outside"]["ingress"], [{"ports": [{"protocol": "TCP", "port": 8080}]}])
        reached = {p["port"] for rule in policies["to-the-parts"]["egress"] for p in rule["ports"]}
        settings, = self.kind("ConfigMap")
        for value in (settings["data"]["KAFKA_BROKERS"], settings["data"]["REDIS_ADDR"], settings["data"]["VAULT_ADDR"], ":" + settings["data"]["SMTP_PORT"], ":5432"):
            self.assertIn(int(value.rsplit(":", 1)[1]), reached)


if __name__ == "__main__":
    unittest.main()
