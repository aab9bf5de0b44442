import { readPreference } from "./preference.ts";

/** A part of all texts; what it leaves out stays English. */
export type Translation<Strings> = {
  readonly [Name in keyof Strings]?: Strings[Name] extends string | ((...values: never[]) => string)
    ? Strings[Name]
    : Translation<Strings[Name]>;
};

/** The chosen language, else those that the browser asks for; "de-AT" is also asked for as "de". */
function wanted(): string[] {
  const browser = typeof navigator === "undefined" ? [] : navigator.languages;
  const tags = [readPreference("language"), ...browser].filter((tag) => tag !== undefined);
  return tags.flatMap((tag) => [tag, tag.split("-")[0] ?? tag]);
}

/** The texts in the first wanted language that has a file, strings.LANGUAGE.ts beside this one, on top of the English ones. */
export async function translate<Strings extends object>(
  english: Strings,
): Promise<{ language: string; strings: Strings }> {
  for (const language of wanted()) {
    if (language === "en") break;
    try {
      const file: { default: Translation<Strings> } = await import(`./strings.${language}.ts`);
      return { language, strings: over(english, file.default) };
    } catch {
      // There is no such file: the next language may have one.
    }
  }
  return { language: "en", strings: english };
}

/** What a translation says, and English for the rest. */
function over<Strings extends object>(english: Strings, translation: Translation<Strings>): Strings {
  const entries = Object.entries(english).map(([name, text]) => {
    const said = translation[name as keyof Strings];
    const inner = typeof text === "object" && !Array.isArray(text);
    return [name, inner ? over(text as object, (said ?? {}) as object) : (said ?? text)];
  });
  return Object.fromEntries(entries) as Strings;
}
