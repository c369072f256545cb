// SPDX-License-Identifier: GPL-3.0-or-later
//
// vaultserver runs HashiCorp Vault's own core with its Transit engine, AppRole login and HTTP API, on
// memory or file storage. It leaves out the other hundred plugins, so that it builds in minutes.
package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"sync/atomic"

	log "github.com/hashicorp/go-hclog"
	"github.com/hashicorp/vault/builtin/credential/approle"
	"github.com/hashicorp/vault/builtin/logical/transit"
	"github.com/hashicorp/vault/helper/namespace"
	vaulthttp "github.com/hashicorp/vault/http"
	"github.com/hashicorp/vault/internalshared/configutil"
	"github.com/hashicorp/vault/sdk/helper/consts"
	"github.com/hashicorp/vault/sdk/logical"
	"github.com/hashicorp/vault/sdk/physical"
	"github.com/hashicorp/vault/sdk/physical/file"
	"github.com/hashicorp/vault/sdk/physical/inmem"
	"github.com/hashicorp/vault/vault"
)

// registry tells the core which built-in plugins exist: transit and approle.
type registry struct{}

func (registry) factory(name string, t consts.PluginType) logical.Factory {
	switch {
	case t == consts.PluginTypeSecrets && name == "transit":
		return transit.Factory
	case t == consts.PluginTypeCredential && name == "approle":
		return approle.Factory
	}
	return nil
}

func (r registry) Contains(name string, t consts.PluginType) bool { return r.factory(name, t) != nil }

func (r registry) Get(name string, t consts.PluginType) (func() (interface{}, error), bool) {
	f := r.factory(name, t)
	return func() (interface{}, error) { return f, nil }, f != nil
}

func (registry) Keys(t consts.PluginType) []string {
	switch t {
	case consts.PluginTypeSecrets:
		return []string{"transit"}
	case consts.PluginTypeCredential:
		return []string{"approle"}
	}
	return nil
}

func (registry) DeprecationStatus(string, consts.PluginType) (consts.DeprecationStatus, bool) {
	return consts.Supported, true
}

func (registry) IsBuiltinEntPlugin(string, consts.PluginType) bool { return false }

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// initDev initialises and unseals the core with one key share, and makes a root token with the given id.
func initDev(core *vault.Core, token string) {
	seal := &vault.SealConfig{SecretShares: 1, SecretThreshold: 1}
	init, err := core.Initialize(context.Background(), &vault.InitParams{BarrierConfig: seal})
	must(err)
	for _, share := range init.SecretShares {
		_, err = core.Unseal(share)
		must(err)
	}
	_, err = core.HandleRequest(namespace.RootContext(context.Background()), &logical.Request{
		Operation: logical.UpdateOperation, ClientToken: init.RootToken, Path: "auth/token/create",
		Data: map[string]interface{}{"id": token, "policies": []string{"root"}, "no_parent": true}})
	must(err)
	must(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"unseal_key_hex": hex.EncodeToString(init.SecretShares[0]), "root_token": token}))
}

// counted answers GET /requests with the number of requests for keys so far: the server's own word against a client's.
func counted(next http.Handler) http.Handler {
	var requests atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/requests" {
			fmt.Fprint(w, requests.Load())
			return
		}
		if len(r.URL.Path) > 12 && r.URL.Path[:12] == "/v1/transit/" {
			requests.Add(1)
		}
		next.ServeHTTP(w, r)
	})
}

func main() {
	listen := flag.String("listen", "127.0.0.1:8200", "address to listen on")
	dir := flag.String("dir", "", "storage folder; empty keeps everything in memory")
	token := flag.String("dev-root-token-id", "", "initialise and unseal at start, with this root token")
	certificate := flag.String("tls-certificate", "", "PEM file; empty serves in clear")
	key := flag.String("tls-key", "", "PEM file")
	flag.Parse()

	logger := log.New(&log.LoggerOptions{Name: "vault", Level: log.Warn})
	var store physical.Backend
	var err error
	kind := "inmem"
	if *dir == "" {
		store, err = inmem.NewInmem(nil, logger)
	} else {
		kind = "file"
		store, err = file.NewFileBackend(map[string]string{"path": *dir}, logger)
	}
	must(err)
	core, err := vault.NewCore(&vault.CoreConfig{
		DevToken: *token, Physical: store, StorageType: kind, DisableMlock: true, Logger: logger,
		BuiltinRegistry:    registry{},
		LogicalBackends:    map[string]logical.Factory{"kv": vault.PassthroughBackendFactory, "transit": transit.Factory},
		CredentialBackends: map[string]logical.Factory{"approle": approle.Factory},
	})
	must(err)
	if *token != "" {
		initDev(core, *token)
	}
	handler := vaulthttp.Handler.Handler(&vault.HandlerProperties{
		Core: core, ListenerConfig: &configutil.Listener{Address: *listen}})
	server := &http.Server{Addr: *listen, Handler: counted(handler)}
	if *certificate != "" {
		must(server.ListenAndServeTLS(*certificate, *key))
	}
	must(server.ListenAndServe())
}
