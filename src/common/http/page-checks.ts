import { ForbiddenException, MisdirectedException } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { isWebhook } from './media-type.js';
import { isCrossSite, isMisdirected, OTHER_HOST, OTHER_SITE } from './other-sites.js';
import type { OwnHosts } from './own-hosts.js';

/** Probes ask by whatever name they know, and learn nothing that is anybody's. */
const PROBE = /^\/health(\/|$)/i;

/** Middleware: no page gets in whose own name was made to lead here. Of webhooks the signature decides. */
export const refuseOtherHosts =
  (hosts: OwnHosts): RequestHandler =>
  (request, _response, next) => {
    const isOpen = isWebhook(request) || PROBE.test(request.path);
    next(!isOpen && isMisdirected(request, hosts) ? new MisdirectedException(OTHER_HOST) : undefined);
  };

/** Middleware: no page of another site changes anything, whatever its visitor may. */
export const refuseOtherSites =
  (hosts: OwnHosts): RequestHandler =>
  (request, _response, next) => {
    const isRefused = !isWebhook(request) && isCrossSite(request, hosts);
    next(isRefused ? new ForbiddenException(OTHER_SITE) : undefined);
  };
