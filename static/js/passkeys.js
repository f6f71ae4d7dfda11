// Lets a form of the account's pages ask the device for a passkey. The pages say what with data-passkey.
(function () {
  const form = document.querySelector("[data-passkey]");
  if (!form) return;
  const forms = window.allauth.webauthn.forms;
  const button = "passkey-button";
  const ways = {
    login: () => forms.loginForm({ ids: { login: button, credential: "passkey-credential" } }),
    authenticate: () =>
      forms.authenticateForm({ ids: { authenticate: button, credential: "passkey-credential", data: "passkey-data" } }),
    add: () =>
      forms.addForm({
        ids: { add: button, credential: "id_credential", passwordless: "id_passwordless", data: "passkey-data" },
      }),
  };
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    form.querySelector("[data-passkey-said]").hidden = false;
  });
  ways[form.dataset.passkey]();
})();
