"""Sizes are made in the background: after upload, in rounds, once, again after a failure, and for each practice."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from cms.media import making, sizes_due, tasks
from cms.media.models import PracticeImage, PracticeRendition
from cms.media.renditions import FALLBACK, OFFERED, pictures_ready
from sites.scoping import across_practices, in_practice
from tests.building import make_picture, make_ready_picture, picture_file
from tests.conftest import signed_in

QUICK = sorted([*OFFERED["webp"][:3], FALLBACK])
ALL = sorted([*QUICK, *OFFERED["avif"][:3]])


def again(picture) -> PracticeImage:
    return PracticeImage.objects.get(pk=picture.pk)


def specs(picture) -> list[str]:
    return sorted(picture.renditions.values_list("filter_spec", flat=True))


def broken(picture) -> PracticeImage:
    """Its original was damaged in storage."""
    with default_storage.open(picture.file.name, "wb") as file:
        file.write(b"\xff\xd8\xff\xe0 and then nothing")
    return again(picture)


@pytest.fixture
def told():
    """The pictures whose sizes were said to have changed."""
    heard = []

    def hear(sender, picture, **kwargs):
        heard.append((sender, picture.pk))

    pictures_ready.connect(hear)
    yield heard
    pictures_ready.disconnect(hear)


def test_who_uploads_waits_for_the_quick_ones_and_a_round_makes_the_rest(
    alder, birch, told, django_capture_on_commit_callbacks
):
    made = []
    for at in (alder, birch):
        with in_practice(at.practice), django_capture_on_commit_callbacks(execute=True):
            made.append(make_picture())
            assert specs(made[-1]) == []
        with in_practice(at.practice):
            assert specs(made[-1]) == QUICK
    tasks.make_what_is_missing()
    for at, picture in zip((alder, birch), made, strict=True):
        with in_practice(at.practice):
            assert (specs(picture), sizes_due.is_waiting(again(picture))) == (ALL, False)
    assert sorted(told) == sorted([(PracticeImage, picture.pk) for picture in made] * 2)
    with across_practices():
        assert not sizes_due.waiting().exists()


def test_a_new_edition_is_made_without_a_command(at_alder, monkeypatch, told):
    picture = make_ready_picture()
    PracticeImage.objects.update(sizes_edition=sizes_due.edition())
    picture.renditions.filter(filter_spec=OFFERED["webp"][0]).delete()
    told.clear()
    tasks.make_what_is_missing()
    assert (len(specs(picture)), told) == (len(ALL) - 1, [])
    monkeypatch.setattr(sizes_due, "EDITION", sizes_due.EDITION + 1)
    tasks.make_what_is_missing()
    assert (specs(picture), told) == (ALL, [(PracticeImage, picture.pk)])


def test_two_workers_at_once_make_each_size_once(at_alder, monkeypatch):
    picture = make_picture()
    work, drawn = tasks.make_renditions.call, []
    queued = sizes_due.take(picture.pk, None, sizes_due.IN_THE_QUEUE).isoformat()
    real = making._drawn

    def while_another_comes(picture, specs):
        work(at_alder.practice.pk, picture.pk, queued, True)  # the same task, a second time
        tasks.make_what_is_missing()
        drawn.append(tuple(specs))
        return real(picture, specs)

    monkeypatch.setattr(making, "_drawn", while_another_comes)
    work(at_alder.practice.pk, picture.pk, queued, True)
    assert (specs(picture), len(drawn)) == (ALL, 2)  # the quick ones, and AVIF


def test_a_round_is_bounded_in_time(at_alder, monkeypatch):
    for _ in range(2):
        make_picture()
    monkeypatch.setattr(tasks, "SECONDS_A_ROUND", -1)
    tasks.make_what_is_missing()
    assert not PracticeRendition.objects.exists()


def test_a_broken_file_is_tried_three_times_and_then_when_it_is_saved(at_alder, caplog):
    picture = broken(make_picture())
    for rest in (timedelta(minutes=6), timedelta(minutes=61), timedelta(minutes=61), timedelta(minutes=61)):
        tasks.make_what_is_missing()
        assert sizes_due.has_failed(again(picture))
        PracticeImage.objects.exclude(sizes_not_before=None).update(sizes_not_before=timezone.now() - rest)
    assert len([line for line in caplog.messages if "No sizes of picture" in line]) == sizes_due.MOST_TRIES
    again(picture).save()
    assert not sizes_due.has_failed(again(picture))


def test_who_can_act_is_told(alder):
    client = signed_in(alder.owner, alder.practice)
    with in_practice(alder.practice):
        picture = make_picture()
        address = f"/admin/images/{picture.pk}/"
        said = {"waiting": client.get(address).text}
        PracticeImage.objects.update(sizes_failed=True)
        said["failed"] = client.get(address).text
        PracticeImage.objects.update(sizes_edition=sizes_due.edition())
        said["made"] = client.get(address).text
    assert {state: ("Sizes are being made" in text, "to try again" in text) for state, text in said.items()} == {
        "waiting": (True, False),
        "failed": (False, True),
        "made": (False, False),
    }


def test_what_was_drawn_from_an_old_file_is_not_kept(at_alder, monkeypatch, told):
    picture = make_picture()
    real = making._drawn

    def while_a_new_file_comes(old, specs):
        files = real(old, specs)
        new = again(picture)
        new.file = picture_file("new.png", (300, 200), "#112233", "PNG")
        new.save()
        return files

    monkeypatch.setattr(making, "_drawn", while_a_new_file_comes)
    making.make_quick_sizes(picture)
    assert (specs(picture), told) == ([], [])


def test_other_words_or_another_focal_point_leave_the_sizes_alone(at_alder, told, django_capture_on_commit_callbacks):
    picture = make_ready_picture()
    PracticeImage.objects.update(sizes_edition=sizes_due.edition())
    before, picture = specs(picture), again(picture)
    told.clear()
    with django_capture_on_commit_callbacks(execute=True):
        picture.focal_point_x, picture.focal_point_y = 100, 120
        picture.focal_point_width = picture.focal_point_height = 50
        picture.save()
    assert (specs(picture), told) == (before, [])
    assert again(picture).has_focal_point()
