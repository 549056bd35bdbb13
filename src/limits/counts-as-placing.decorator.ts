import { SetMetadata } from '@nestjs/common';

/** Where a route keeps that it places calls. */
export const PLACING = 'placing';

/** Each request of this route counts towards PLACINGS_PER_MINUTE too. */
export const CountsAsPlacing = (): MethodDecorator => SetMetadata(PLACING, true);
