import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, type QueryFilter, type UpdateQuery } from 'mongoose';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import type { Link } from './link.js';
import { PeopleRepository, type Checked, type Renewal } from './people.repository.js';
import { PersonExistsError } from './person.errors.js';
import { fromPersonRecord, toPersonRecord } from './person.mapper.js';
import type { Leaving, Person } from './person.js';
import { PERSON_MODEL, type PersonRecord } from './person.schema.js';
import type { Role } from './role.js';
import { MOST_SESSIONS, type Session } from './sessions/session.js';

const NOT_DISABLED = { disabledAt: { $exists: false } };

@Injectable()
export class PeopleMongoRepository extends PeopleRepository {
  constructor(@InjectModel(PERSON_MODEL) private readonly people: Model<PersonRecord>) {
    super();
  }

  async insert(person: Person): Promise<void> {
    await this.people.create(toPersonRecord(person)).catch((error: unknown) => {
      throw duplicateKeyFields(error) ? new PersonExistsError() : error;
    });
  }

  async findById(id: string): Promise<Person | null> {
    const record = await this.people.findById(id).lean<PersonRecord>();
    return record && fromPersonRecord(record);
  }

  async findByEmail(email: string): Promise<Person | null> {
    const record = await this.people.findOne({ email }).lean<PersonRecord>();
    return record && fromPersonRecord(record);
  }

  async findBySubject(subject: string): Promise<Person | null> {
    const record = await this.people.findOne({ subject }).lean<PersonRecord>();
    return record && fromPersonRecord(record);
  }

  async findAll(): Promise<Person[]> {
    const records = await this.people.find().sort({ email: 1 }).lean<PersonRecord[]>();
    return records.map(fromPersonRecord);
  }

  async renew(id: string, { name, role, link }: Renewal): Promise<void> {
    await this.change({ _id: id }, { $set: { name, role, link }, $unset: { disabledAt: '' } });
  }

  changeRole(id: string, { before, after }: { before: Role; after: Role }): Promise<boolean> {
    return this.change({ _id: id, role: before }, { $set: { role: after } });
  }

  beginLeaving(id: string, leaving: Leaving, staleAt: Date): Promise<boolean> {
    const isFree = [{ leaving: { $exists: false } }, { 'leaving.since': { $lte: staleAt } }];
    return this.change({ _id: id, role: 'admin', ...NOT_DISABLED, $or: isFree }, { $set: { leaving } });
  }

  async endLeaving(id: string, by: string): Promise<void> {
    await this.change({ _id: id, 'leaving.by': by }, { $unset: { leaving: '' } });
  }

  disable(id: string, at: Date, role?: Role): Promise<boolean> {
    return this.change(
      { _id: id, ...(role && { role }) },
      { $set: { disabledAt: at, sessions: [] }, $unset: { passwordHash: '', link: '' } },
    );
  }

  reset(id: string, link: Link, role?: Role): Promise<boolean> {
    return this.change(
      { _id: id, ...NOT_DISABLED, ...(role && { role }) },
      { $set: { link, sessions: [] }, $unset: { passwordHash: '' } },
    );
  }

  startSession(id: string, session: Session, { passwordHash, subject, role }: Checked): Promise<boolean> {
    return this.change(
      {
        _id: id,
        ...NOT_DISABLED,
        ...(passwordHash !== undefined && { passwordHash }),
        ...(subject !== undefined && { subject: { $in: [subject, null] } }),
      },
      {
        $push: { sessions: { $each: [session], $slice: -MOST_SESSIONS } },
        ...((subject ?? role) && { $set: { ...(subject && { subject }), ...(role && { role }) } }),
      },
    ).catch((error: unknown) => {
      // Somebody else has this subject since it was looked for.
      if (duplicateKeyFields(error)?.includes('subject')) return false;
      throw error;
    });
  }

  async noteSession(id: string, tokenHash: string, at: Date): Promise<void> {
    await this.change(
      { _id: id, 'sessions.tokenHash': tokenHash },
      { $max: { 'sessions.$.lastSeenAt': at } },
    );
  }

  async endSession(id: string, tokenHash: string): Promise<void> {
    await this.change({ _id: id }, { $pull: { sessions: { tokenHash } } });
  }

  redeemLink(id: string, linkTokenHash: string, passwordHash: string, session: Session): Promise<boolean> {
    return this.change(
      { _id: id, ...NOT_DISABLED, 'link.tokenHash': linkTokenHash },
      { $set: { passwordHash, sessions: [session] }, $unset: { link: '' } },
    );
  }

  changePassword(
    id: string,
    { before, after }: { before: string; after: string },
    keptTokenHash: string,
  ): Promise<boolean> {
    return this.change(
      { _id: id, ...NOT_DISABLED, passwordHash: before },
      { $set: { passwordHash: after }, $pull: { sessions: { tokenHash: { $ne: keptTokenHash } } } },
    );
  }

  private async change(
    filter: QueryFilter<PersonRecord>,
    update: UpdateQuery<PersonRecord>,
  ): Promise<boolean> {
    const { matchedCount } = await this.people.updateOne(filter, update);
    return matchedCount === 1;
  }
}
