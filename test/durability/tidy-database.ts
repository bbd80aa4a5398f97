import Database from 'better-sqlite3';

/**
 * Loaded before a server, it makes every database carry its journal over into the file twenty times as often as the
 * product does, so that a short rush meets power cuts in the middle of that, too.
 */
const pragma = Database.prototype.pragma;
Database.prototype.pragma = function (this: Database.Database, source: string, options) {
  return pragma.call(this, source.replace('wal_autocheckpoint = 1000', 'wal_autocheckpoint = 50'), options);
};
