import Database from 'better-sqlite3';

/**
 * Loaded before a server, it makes every database promise less than the product does: the control of the power cut.
 * A harness that does not see the loss that this brings would see none.
 */
const pragma = Database.prototype.pragma;
Database.prototype.pragma = function (this: Database.Database, source: string, options) {
  return pragma.call(this, source.replace('synchronous = FULL', 'synchronous = NORMAL'), options);
};
