import { Injectable, type NestInterceptor, RequestMethod } from '@nestjs/common';
import { INTERCEPTORS_METADATA, METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { AuditInterceptor } from './audit.interceptor.js';
import { AUDITED } from './audited.decorator.js';

type Handler = (...given: unknown[]) => unknown;

const SAFE = new Set<RequestMethod | undefined>([
  RequestMethod.GET,
  RequestMethod.HEAD,
  RequestMethod.OPTIONS,
  // No route.
  undefined,
]);

/** Which routes the audit log is to have: the others do without an interceptor, which costs each request. */
@Injectable()
export class AuditedRoutesService {
  /** Which handlers have it, and the interceptors that they had before. */
  private readonly given = new Map<Handler, NestInterceptor[] | undefined>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly interceptor: AuditInterceptor,
  ) {}

  /** Before the routes are made: gives the interceptor to all that change something, and to those that ask for it. */
  intercept(): void {
    for (const { metatype: controller } of this.discovery.getControllers()) {
      const handlers = (controller as Handler).prototype as Record<string, Handler>;
      for (const name of this.scanner.getAllMethodNames(handlers)) {
        const handler = handlers[name];
        if (handler && this.isAudited(handler, controller as Handler)) this.give(handler);
      }
    }
  }

  /** Once the routes are made: another application in this process has an audit log of its own. */
  release(): void {
    for (const [handler, own] of this.given) {
      if (own) Reflect.defineMetadata(INTERCEPTORS_METADATA, own, handler);
      else Reflect.deleteMetadata(INTERCEPTORS_METADATA, handler);
    }
    this.given.clear();
  }

  private isAudited(handler: Handler, controller: Handler): boolean {
    const said = this.reflector.getAllAndOverride<string | false | undefined>(AUDITED, [handler, controller]);
    if (said !== undefined) return said !== false;
    return !SAFE.has(this.reflector.get<RequestMethod | undefined>(METHOD_METADATA, handler));
  }

  private give(handler: Handler): void {
    const own = this.reflector.get<NestInterceptor[] | undefined>(INTERCEPTORS_METADATA, handler);
    this.given.set(handler, own);
    Reflect.defineMetadata(INTERCEPTORS_METADATA, [this.interceptor, ...(own ?? [])], handler);
  }
}
