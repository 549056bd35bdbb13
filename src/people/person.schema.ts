import { Schema } from 'mongoose';
import type { Link } from './link.js';
import type { Leaving } from './person.js';
import type { Role } from './role.js';
import type { Session } from './sessions/session.js';

/** The name under which the model is registered and injected. */
export const PERSON_MODEL = 'Person';

/** A person as MongoDB holds them: with their sessions, so that one write ends these with the password. */
export interface PersonRecord {
  _id: string;
  email: string;
  name: string;
  role: Role;
  passwordHash?: string;
  subject?: string;
  disabledAt?: Date;
  createdAt: Date;
  link?: Link;
  leaving?: Leaving;
  sessions: Session[];
}

const linkSchema = new Schema<Link>(
  { tokenHash: { type: String, required: true }, expiresAt: { type: Date, required: true } },
  { _id: false, strict: 'throw' },
);

const leavingSchema = new Schema<Leaving>(
  { by: { type: String, required: true }, since: { type: Date, required: true } },
  { _id: false, strict: 'throw' },
);

const sessionSchema = new Schema<Session>(
  {
    tokenHash: { type: String, required: true },
    startedAt: { type: Date, required: true },
    lastSeenAt: { type: Date, required: true },
  },
  { _id: false, strict: 'throw' },
);

export const personSchema = new Schema<PersonRecord>(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true },
    name: { type: String, required: true },
    role: { type: String, required: true },
    passwordHash: String,
    subject: String,
    disabledAt: Date,
    createdAt: { type: Date, required: true },
    link: linkSchema,
    leaving: leavingSchema,
    sessions: { type: [sessionSchema], required: true },
  },
  { collection: 'people', versionKey: false, strict: 'throw' },
);

personSchema.index({ email: 1 }, { unique: true });
personSchema.index({ subject: 1 }, { unique: true, sparse: true });
