// Gives a number input a slider beside it; the two always show the same number.
document.querySelectorAll("input[data-slider]").forEach((input) => {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = input.min;
  slider.max = input.max;
  slider.step = input.step;
  slider.value = input.value;
  slider.setAttribute("aria-label", input.labels[0]?.textContent ?? input.name);
  slider.addEventListener("input", () => { input.value = slider.value; });
  input.addEventListener("input", () => { slider.value = input.value; });
  input.after(slider);
});
