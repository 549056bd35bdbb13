/**
 * Where `?next=` leads: an absolute URL for a path of this origin, null for anything else. The page is sent its text: it
 * can use nothing that stands outside it.
 */
export const localUrl = (wanted: string, origin: string): string | null => {
  if (!wanted.startsWith('/') || !URL.canParse(wanted, origin)) return null;
  const url = new URL(wanted, origin);
  // Absolute, for a path such as //example.com would lead away.
  return url.origin === origin ? url.href : null;
};
