// Shows or hides a password; hidden again before the form leaves, so that no browser keeps it as plain text.
document.querySelectorAll("[data-show-password]").forEach((button) => {
  const input = document.getElementById(button.dataset.showPassword);
  if (!input) return;
  const set = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? button.dataset.hide : button.dataset.show;
    button.setAttribute("aria-label", shown ? button.dataset.hideLabel : button.dataset.showLabel);
  };
  button.hidden = false;
  set(false);
  button.addEventListener("click", () => set(input.type === "password"));
  input.form?.addEventListener("submit", () => set(false));
});
