import { isIP, isIPv4 } from 'node:net';
import type { Request } from 'express';

/** Of an IPv6 address the network is what a stranger has; each of its 2^64 addresses is his. */
const NETWORK_GROUPS = 4;

/** IPv4 as IPv6 writes it is IPv4. */
const plain = (address: string): string => {
  const inner = address.replace(/^::ffff:/i, '');
  return isIPv4(inner) ? inner : address;
};

const ipv6Groups = (address: string): string[] => {
  const [unzoned = ''] = address.split('%');
  const [head = '', tail] = unzoned.split('::');
  const groups = (text = ''): string[] => (text === '' ? [] : text.split(':'));
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  return [...groups(head), ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...groups(tail)];
};

/** The address that stands for all that one stranger may have: an IPv4 address, or the /64 of an IPv6 one. */
export const addressGroup = (address: string): string => {
  const known = plain(address);
  if (isIP(known) !== 6) return known;
  const network = ipv6Groups(known).slice(0, NETWORK_GROUPS);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
};

/** The client's address: what trusted proxies tell of it (TRUST_PROXY), else the connection's. */
export const clientAddress = (request: Request): string => {
  const told = request.ip ?? '';
  return plain(isIP(told) === 0 ? (request.socket.remoteAddress ?? '') : told);
};
