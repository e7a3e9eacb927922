"""The parts of the backup screen: make one, see those that are kept, look into one, and bring it back."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from ita.errors import ItaError
from ita.i18n import error_text
from ita.importing.build import build
from ita.store import reads
from ita.store.archive import Archive, Cancelled, Progress, open_archive
from ita.store.backup import current_rows
from ita.store.backup_rotation import BackupFile, check_backup, folder_of, kept, last_problem, safety_name, store_backup
from ita.store.restore import Restored, restore
from ita.tables.backups import KINDS, backup_beside_current, kept_backups
from pages.shared import html
from pages.shared.differences import looked_at, say_meanwhile
from pages.shared.errors_ui import escape as plain
from pages.shared.errors_ui import show_errors
from pages.shared.html import when
from pages.shared.language import _, lang
from pages.shared.progress import Job, start_job
from pages.shared.reads_cache import opened, rows
from pages.shared.session import session

# A whole province of many years; larger ones are restored from the command line.
MAX_UPLOAD_MB = 500


def show_finished(job: Job) -> None:
    """Say what came of the work that a person asked for."""
    with show_errors():
        found = job.outcome()
        if isinstance(found, Restored):
            session().agency = session().year = session().indicator = None
            session().forget_uploads()
            session().backup_upload = None
            st.success(_("The backup was restored. The previous data is in a backup below."))
        else:
            session().backup_made = found
            st.success(_("The backup is made and kept. You can also save it elsewhere."))


def trouble() -> None:
    """Say that the automatic backups do not work, and why."""
    problem = last_problem(opened()[0].path)
    if problem is not None:
        st.warning(_("The automatic backup failed.") + " " + plain(error_text(problem, lang())))


def make() -> None:
    """Make a backup and offer it for saving."""
    st.markdown(
        _("A backup is one file with everything that is stored. Keep a copy outside this machine, as on a USB drive.")
    )
    engine = opened()[0]
    with st.container(horizontal=True):
        if st.button(_("Make a backup"), type="primary", key="make_backup"):
            start_job(
                _("Making the backup…"),
                lambda progress, cancelled: store_backup(engine, "manual", progress=progress, cancelled=cancelled),
            )
        path = session().backup_made
        if path is not None and path.exists():
            st.download_button(_("Save the backup"), path.read_bytes(), path.name, "application/zip", key="save_backup")


def list_backups() -> list[BackupFile]:
    """List the backups beside the database, and return those that are whole."""
    database = opened()[0].path
    st.caption(_("Backups are kept in the folder {path}").format(path=plain(str(folder_of(database)))))
    found = kept(database)
    if not found:
        st.info(_("There is no backup yet. One is made every day while the dashboard is open, and 14 days are kept."))
        return []
    st.markdown(
        _("One is made every day while the dashboard is open; 14 days are kept. Those made by hand are never removed.")
    )
    whole = {one.path: archive for one in found if (archive := check_backup(one.path)) is not None}
    html.show_table(kept_backups(found, whole))
    return [one for one in found if one.path in whole]


def choose_backup(whole: list[BackupFile]) -> Archive | None:
    """Let a person choose a backup: one that is kept, or a file; return it checked."""
    labels: dict[Path | None, str] = {None: _("a file that I upload")}
    for one in whole:
        archive = check_backup(one.path)
        if archive is not None:
            labels[one.path] = f"{when(archive.manifest.created_at)} · {_(KINDS[one.kind])} · {one.number}"
    path = st.selectbox(
        _("Restore from"), list(labels), format_func=labels.__getitem__, filter_mode=None, key=f"from_{len(labels)}"
    )
    if path is not None:
        return check_backup(path)
    file = st.file_uploader(
        _("Backup file"),
        accept_multiple_files=False,
        max_upload_size=MAX_UPLOAD_MB,
        key=session().upload_key("backup"),
    )
    if file is None:
        st.caption(
            _("Up to {size} MB; a larger one is restored from the command line: {command}").format(
                size=MAX_UPLOAD_MB, command="`python3 start.py ita restore FILE`"
            )
        )
        return None
    try:
        return open_archive(_spooled(file))
    except ItaError as reason:
        st.error(plain(error_text(reason, lang())))
    return None


def _spooled(file: Any) -> Path:
    """Return an uploaded file on the disk; it goes with the session."""
    held = session().backup_upload
    if held is None or held[0] != file.file_id:
        folder = tempfile.TemporaryDirectory(prefix="ita-upload-")
        (Path(folder.name) / _safe(file.name)).write_bytes(file.getbuffer())
        session().backup_upload = held = (file.file_id, folder)
    return Path(held[1].name) / _safe(file.name)


def _safe(name: str) -> str:
    return re.sub(r"[^\w.\-]", "_", name, flags=re.ASCII).lstrip(".")[-80:] or "backup"


def compare_with_current(archive: Archive) -> None:
    """Show what a backup holds beside what stands."""
    manifest = archive.manifest
    st.markdown(
        plain(
            _("Made on {when} by version {version}.").format(
                when=when(manifest.created_at), version=manifest.app_version
            )
        )
    )
    (held,) = rows(reads.holdings)
    html.show_table(backup_beside_current(manifest, current_rows(opened()[0]), held))


def confirm_restore(archive: Archive) -> None:
    """Restore a backup once a person has said that they know what it does."""
    sure = st.checkbox(
        _("I know that everything stored now is replaced by what the backup holds."),
        key=f"sure_{archive.path.name}_{archive.manifest.created_at}",
    )
    st.caption(_("The data of now goes into a backup first, so that it can be restored."))
    engine = opened()[0]
    seen = looked_at((archive.path, current_rows(engine), rows(reads.holdings)), "restore")
    if st.button(_("Restore this backup"), type="primary", disabled=not sure, key="restore_backup"):
        if not seen:
            say_meanwhile()
            return

        def work(progress: Progress, cancelled: Cancelled) -> Restored:
            # It was checked when it was listed, perhaps days ago: what is brought back is checked now.
            done = restore(
                engine, open_archive(archive.path), safety_name(engine.path), progress=progress, cancelled=cancelled
            )
            build(engine)
            return done

        start_job(_("Restoring the backup…"), work, session().backup_upload)
