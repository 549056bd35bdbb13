/** What the environment says of proxies. */
export interface ProxySettings {
  /** `http://user:password@proxy:3128` */
  httpsProxy?: string;
  /** Hosts that are reached without it, with commas or spaces between them. */
  noProxy?: string;
}

const isNamed = ({ hostname, port }: URL, entry: string): boolean => {
  const [, name = '', only = port] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  const isPort = only === port || (only === '443' && port === '');
  return entry === '*' || (name !== '' && isPort && `.${hostname}`.endsWith(`.${name}`));
};

/** The proxy for https requests to this URL; undefined where they go there directly. A name stands for its subdomains too. */
export const proxyFor = (url: URL, { httpsProxy, noProxy = '' }: ProxySettings): string | undefined =>
  url.protocol === 'https:' && !noProxy.split(/[\s,]+/).some((entry) => isNamed(url, entry))
    ? httpsProxy
    : undefined;
