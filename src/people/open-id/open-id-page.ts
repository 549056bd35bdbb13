const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * Leads on to an address of Atlas. A redirect would still be the provider's: the browser would keep the new session's
 * cookie back, which is sent from pages of this site alone.
 */
export const leadOnPage = (url: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="refresh" content="0; url=${escape(url)}" />
    <title>Signed in – Atlas</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    <p>You have signed in. <a href="${escape(url)}">Continue</a></p>
  </body>
</html>
`;
