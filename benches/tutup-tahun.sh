#!/bin/sh
# Makes a ruleset of 30 indicators in 10 sasaran, and data of so many units for it, grouped by unit and not:
#   benches/tutup-tahun.sh UNITS FOLDER   ->  FOLDER/aturan.takar, FOLDER/data.csv, FOLDER/acak.csv
# What is done with them stands in docs/kinerja.md.
set -eu
units=$1 folder=$2
mkdir -p "$folder"
awk 'BEGIN {
  print "aturan tutup_tahun \"Tutup tahun\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024  periode tahunan }"
  print "gunakan \"baku/polaritas.takar\""
  print "skala skala_lkj \"Skala\" { bulatkan 0 desimal"
  print "  \"Berhasil\" ≥ 91%"
  print "  \"Cukup Berhasil\" 71% s.d. 90%"
  print "  \"Kurang Berhasil\" 51% s.d. 70%"
  print "  \"Tidak Berhasil\" ≤ 50% }"
  print "pengukuran { batasi 0% s.d. 120%  bulatkan 2 desimal  kategori skala_lkj  agregasi rata_rata }"
  print "pengukuran sasaran { bulatkan 2 desimal }"
  print "tujuan UNIT \"Unit\" { bulatkan 2 desimal"
  for (s = 0; s < 10; s++) {
    printf "  sasaran S%02d \"Sasaran %d\" {\n", s, s
    for (k = 3 * s; k < 3 * s + 3; k++)
      printf "    indikator IK%02d \"Indikator %d\" { satuan angka  polaritas %s }\n", k, k, k % 4 == 1 ? "negatif" : "positif"
    print "  }"
  }
  print "}"
}' >"$folder/aturan.takar"
# Targets as people set them, realizations of 40% to 130% of them, to hundredths.
awk -v units="$units" 'BEGIN {
  srand(2024)
  split("80 92.5 97.5 100 12 24 96 160 1200 7 30 3.25 250000000 1750000000", target, " ")
  print "unit,kode,target,realisasi"
  for (u = 1; u <= units; u++)
    for (k = 0; k < 30; k++) {
      t = target[(u * 7 + k) % 14 + 1]
      printf "U%07d,IK%02d,%s,%.2f\n", u, k, t, t * (40 + int(rand() * 9000) / 100) / 100
    }
}' >"$folder/data.csv"
# The same rows, indicator by indicator.
{ head -n 1 "$folder/data.csv"; tail -n +2 "$folder/data.csv" | sort -t, -k2,2 -s; } >"$folder/acak.csv"
