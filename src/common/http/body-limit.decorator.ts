import { SetMetadata } from '@nestjs/common';

/** Where a route keeps how long its body may be. */
export const BODY_LIMIT = 'body limit';

/** The body of this route may have so many bytes; those of the others have a limit of their own. */
export const BodyLimit = (bytes: number): MethodDecorator => SetMetadata(BODY_LIMIT, bytes);
