/** Colours a slider up to its value. */
export function fillSlider(slider: HTMLInputElement): void {
  const min = Number(slider.min);
  const share = (slider.valueAsNumber - min) / (Number(slider.max) - min);
  slider.style.setProperty("--fill", `${(share * 100).toFixed(2)}%`);
}
