import {
  Injectable,
  UnsupportedMediaTypeException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { Request } from 'express';
import { hasBody, isJson, isWebhook } from './media-type.js';

/** JSON routes take JSON only; without this a form would be read as an empty body. */
@Injectable()
export class JsonBodyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const reads = !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
    if (!reads || isWebhook(request) || !hasBody(request) || isJson(request)) return true;
    throw new UnsupportedMediaTypeException('Unsupported media type: the body must be application/json');
  }
}
