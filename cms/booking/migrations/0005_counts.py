import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('booking', '0004_carry_over'),
        ('practices', '0003_invitations'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='bookingoffer',
            name='practitioner',
        ),
        migrations.RemoveField(
            model_name='bookingoffer',
            name='url',
        ),
        migrations.CreateModel(
            name='BookingCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('what', models.CharField(choices=[('opened', 'Calendar opened'), ('booked', 'Booked')], max_length=10)),
                ('number', models.PositiveIntegerField(default=0)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='booking.bookingoffer')),
                ('practice', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='practices.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('offer', 'day', 'what'), name='one_count_a_day')],
            },
        ),
    ]
