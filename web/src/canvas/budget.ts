const megabyte = 2 ** 20;

/** How many bytes recordings may take: less where the device says that it has little memory, in gigabytes. */
export function recordingBudget(): number {
  const { deviceMemory } = navigator as Navigator & { readonly deviceMemory?: number };
  return (deviceMemory !== undefined && deviceMemory <= 4 ? 128 : 384) * megabyte;
}
